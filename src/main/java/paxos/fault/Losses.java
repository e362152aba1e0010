package paxos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paxos.node.Disk;
import paxos.synod.Ledger;

/// What a legislator forgets when it comes back with less than it knew, and what that does to its promises, in words.
///
/// @param name who comes back
/// @param last what its disk says
/// @param said what others count on
record Losses(String name, Ledger last, Ledger said) {

    /// @param opening what is done to the disk, to stand before a colon
    Comeback comeback(String title, Optional<Disk.Damage> damage, Ledger ledger, String opening) {
        return new Comeback(title, damage, ledger, breaksPromise(ledger), "%s: %s.".formatted(opening, outcome(ledger)));
    }

    boolean breaksPromise(Ledger ledger) {
        return !lost(said, ledger).isEmpty();
    }

    private String outcome(Ledger ledger) {
        List<String> counted = lost(said, ledger);
        List<String> unheard = lost(last, ledger);
        Optional<String> decree = said.decree().or(last::decree).filter(_ -> ledger.decree().isEmpty())
                .map(passed -> "the decree is " + passed);
        String learn = decree.map(is -> "; that %s, it can learn again".formatted(is)).orElse("");
        if (!counted.isEmpty()) {
            return "%s forgets that it %s, though others may count on %s, so %s%s".formatted(name, listed(counted),
                    those(counted.size()),
                    startedOnly(ledger) ? "it may use that number a second time" : "a promise is broken", learn);
        }
        if (!unheard.isEmpty()) {
            return "%s forgets that it %s, but nobody else had heard of %s, so no promise is broken%s"
                    .formatted(name, listed(unheard), those(unheard.size()), learn);
        }
        return decree.map(is -> "%s forgets that %s, which breaks no promise, as it can learn that again".formatted(name, is))
                .orElseGet(() -> "%s remembers all that others count on, so no promise is broken".formatted(name));
    }

    private boolean startedOnly(Ledger ledger) {
        return lost(said.withLastTried(ledger.lastTried()), ledger).isEmpty();
    }

    /// What the one ledger knows and the other does not, to follow "that it".
    private static List<String> lost(Ledger known, Ledger left) {
        List<String> lost = new ArrayList<>();
        if (left.lastTried().isBelow(known.lastTried())) {
            lost.add("started ballot " + known.lastTried());
        }
        if (left.nextBal().isBelow(known.nextBal())) {
            lost.add("promised ballot " + known.nextBal());
        }
        known.prevVote().filter(vote -> Said.voted(left).isBelow(vote.ballot()))
                .ifPresent(vote -> lost.add("voted for %s in ballot %s".formatted(vote.decree(), vote.ballot())));
        return lost;
    }

    private static String listed(List<String> deeds) {
        return deeds.size() == 1 ? deeds.getFirst()
                : String.join(", ", deeds.subList(0, deeds.size() - 1)) + " and " + deeds.getLast();
    }

    private static String those(int count) {
        return switch (count) {
            case 1 -> "that";
            case 2 -> "both";
            default -> "all of it";
        };
    }
}
