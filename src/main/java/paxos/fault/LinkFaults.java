package paxos.fault;

import java.util.ArrayList;
import java.util.List;

/// What happens to the messengers on a link.
///
/// @param leastMillis      how much longer than others they walk at least, in milliseconds, 0 to [Delay#LONGEST_MILLIS]
/// @param mostMillis       and at most: from `leastMillis` to [Delay#LONGEST_MILLIS]
/// @param lossPercent      how many of 100 are lost, 0 to 100
/// @param duplicatePercent how many of 100 come twice, 0 to 100
/// @param cut              whether nobody gets through at all
public record LinkFaults(int leastMillis, int mostMillis, int lossPercent, int duplicatePercent, boolean cut) {

    /// A link as it should be.
    public static final LinkFaults NONE = new LinkFaults(0, 0, 0, 0, false);

    /// @throws IllegalArgumentException where a number is out of its range; the message is a sentence for a person
    public LinkFaults {
        checkMillis(leastMillis);
        checkMillis(mostMillis);
        if (leastMillis > mostMillis) {
            throw new IllegalArgumentException("A messenger that walks for %d ms at least cannot walk for %d ms at most."
                    .formatted(leastMillis, mostMillis));
        }
        checkPercent("is lost", lossPercent);
        checkPercent("comes twice", duplicatePercent);
    }

    private static void checkMillis(int millis) {
        if (millis < 0 || millis > Delay.LONGEST_MILLIS) {
            throw new IllegalArgumentException("A messenger walks for 0 to %d ms longer, not for %d ms."
                    .formatted(Delay.LONGEST_MILLIS, millis));
        }
    }

    private static void checkPercent(String what, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A messenger %s in 0 to 100 of 100 cases, not in %d.".formatted(what, percent));
        }
    }

    /// The same, but cut or not.
    public LinkFaults withCut(boolean changed) {
        return new LinkFaults(leastMillis, mostMillis, lossPercent, duplicatePercent, changed);
    }

    /// The same, but for how much longer messengers walk.
    ///
    /// @throws IllegalArgumentException where a number is out of its range
    public LinkFaults withDelay(int least, int most) {
        return new LinkFaults(least, most, lossPercent, duplicatePercent, cut);
    }

    /// The same, but for how many are lost.
    ///
    /// @throws IllegalArgumentException where the number is out of its range
    public LinkFaults withLoss(int percent) {
        return new LinkFaults(leastMillis, mostMillis, percent, duplicatePercent, cut);
    }

    /// The same, but for how many come twice.
    ///
    /// @throws IllegalArgumentException where the number is out of its range
    public LinkFaults withDuplicates(int percent) {
        return new LinkFaults(leastMillis, mostMillis, lossPercent, percent, cut);
    }

    /// Like "is cut, takes 10 to 30 ms longer, loses 20 of 100 messengers"; where there is nothing: "is as it should be".
    public String words() {
        List<String> words = new ArrayList<>();
        if (cut) {
            words.add("is cut");
        }
        if (mostMillis > 0) {
            words.add(leastMillis == mostMillis ? "takes %d ms longer".formatted(mostMillis)
                    : "takes %d to %d ms longer".formatted(leastMillis, mostMillis));
        }
        if (lossPercent > 0) {
            words.add("loses %d of 100 messengers".formatted(lossPercent));
        }
        if (duplicatePercent > 0) {
            words.add("brings %d of 100 messages twice".formatted(duplicatePercent));
        }
        return words.isEmpty() ? "is as it should be" : String.join(", ", words);
    }
}
