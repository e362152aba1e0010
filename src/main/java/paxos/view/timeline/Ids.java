package paxos.view.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Message ids, kept small: those that our nodes give end in a running number, and what stands before it is the same for
/// all messages of one life of a process. Ids of another shape are kept whole, by whoever keeps the message.
final class Ids {

    /// The most beginnings that are told apart; ids with another are kept whole.
    static final int MOST = 10_000;
    /// The beginning of an id that is kept whole. Its number is the hash of the whole.
    static final int WHOLE = -1;

    private static final int MOST_DIGITS = 9;

    private final List<String> beginnings = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    /// The beginning met last in an id of each sender: mostly the next one's, too.
    private final int[] latest;
    private String lastAsked = "";
    private long lastAnswer = packed(WHOLE, 0);

    /// @param senders how many senders there are
    Ids(int senders) {
        latest = new int[senders];
    }

    /// An id in two parts that fit into a number: equal for equal ids, and different for ids that are not kept whole.
    ///
    /// @param sender whose id it is
    long shorten(int sender, String id) {
        // Whoever looks for a message and then adds it asks twice.
        if (id != lastAsked) {
            int digits = firstDigit(id);
            int beginning = digits == id.length() ? WHOLE : beginning(sender, id, digits);
            lastAnswer = beginning == WHOLE ? packed(WHOLE, id.hashCode()) : packed(beginning, number(id, digits));
            lastAsked = id;
        }
        return lastAnswer;
    }

    /// Where the number begins with which the id ends; its end where there is none that could be written again in just the
    /// same way.
    private static int firstDigit(String id) {
        int digits = id.length();
        while (digits > 0 && id.charAt(digits - 1) >= '0' && id.charAt(digits - 1) <= '9') {
            digits--;
        }
        int length = id.length() - digits;
        return length > MOST_DIGITS || length > 1 && id.charAt(digits) == '0' ? id.length() : digits;
    }

    private static int number(String id, int digits) {
        int number = 0;
        for (int i = digits; i < id.length(); i++) {
            number = number * 10 + id.charAt(i) - '0';
        }
        return number;
    }

    private int beginning(int sender, String id, int length) {
        if (latest[sender] < beginnings.size()) {
            String last = beginnings.get(latest[sender]);
            if (last.length() == length && id.startsWith(last)) {
                return latest[sender];
            }
        }
        String text = id.substring(0, length);
        Integer known = numbers.get(text);
        if (known == null) {
            if (beginnings.size() == MOST) {
                return WHOLE;
            }
            known = beginnings.size();
            beginnings.add(text);
            numbers.put(text, known);
        }
        latest[sender] = known;
        return known;
    }

    private static long packed(int beginning, int number) {
        return (long) beginning << 32 | number & 0xFFFFFFFFL;
    }

    static int beginning(long packed) {
        return (int) (packed >> 32);
    }

    static int number(long packed) {
        return (int) packed;
    }

    /// The id of these parts, where it is not one that is kept whole.
    String whole(int beginning, int number) {
        return beginnings.get(beginning) + number;
    }
}
