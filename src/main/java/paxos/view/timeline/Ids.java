package paxos.view.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Message ids, kept small: those that our nodes give end in a running number, and what stands before it is the same for
/// all messages of one life of a process.
final class Ids {

    /// The most beginnings that are told apart; a peer that thinks up more of them shares the last.
    static final int MOST = 10_000;

    private final List<String> beginnings = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /// An id in two parts.
    ///
    /// @param beginning the number of what stands before the running number
    /// @param number    the running number; −1 where there is none
    record Id(int beginning, int number) {
    }

    Id shorten(String id) {
        int digits = id.length();
        while (digits > 0 && Character.isDigit(id.charAt(digits - 1)) && id.charAt(digits - 1) < 128) {
            digits--;
        }
        // What could not be written again in just the same way, stays whole.
        boolean plain = digits < id.length() && id.length() - digits <= 9 && (id.charAt(digits) != '0' || id.length() - digits == 1);
        return plain ? new Id(beginning(id.substring(0, digits)), Integer.parseInt(id, digits, id.length(), 10))
                : new Id(beginning(id), -1);
    }

    private int beginning(String text) {
        Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        if (beginnings.size() == MOST) {
            return MOST - 1;
        }
        beginnings.add(text);
        numbers.put(text, beginnings.size() - 1);
        return beginnings.size() - 1;
    }

    String whole(int beginning, int number) {
        return number < 0 ? beginnings.get(beginning) : beginnings.get(beginning) + number;
    }
}
