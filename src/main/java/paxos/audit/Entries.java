package paxos.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paxos.synod.Decree;
import paxos.synod.Message;

/// Agreement, and that decrees never change: over what stood in ledgers and what was announced.
final class Entries {

    /// How many different decrees are kept, of one ledger and of all: more than one is a violation already.
    private static final int MOST = 8;

    /// @param by        whose; empty where nobody signed
    /// @param announced whether it was only announced
    private record Known(Optional<Priest> by, Decree decree, boolean announced, Fact fact) {
    }

    private final Book book;
    /// The first of each decree.
    private final List<Known> known = new ArrayList<>();

    Entries(Book book) {
        this.book = book;
    }

    void clear() {
        known.clear();
    }

    /// The decree that was entered, or announced, first.
    Optional<Decree> decree() {
        return known.stream().findFirst().map(Known::decree);
    }

    /// All that were entered or announced, at most so many as are kept.
    List<Decree> decrees() {
        return known.stream().map(Known::decree).toList();
    }

    /// A ledger was seen that holds this decree.
    void entered(Priest priest, Decree decree, Fact fact) {
        if (!priest.entries.isEmpty()) {
            book.verdicts.made(Check.DECREES_NEVER_CHANGE);
        }
        if (priest.entries.stream().anyMatch(entry -> entry.decree().equals(decree)) || priest.entries.size() >= MOST) {
            return;
        }
        priest.entries.stream().findFirst().ifPresent(before -> book.verdicts.broken(Check.DECREES_NEVER_CHANGE,
                List.of(priest.index, decree), "%s’s ledger held the decree %s, and later it held %s.".formatted(priest.name,
                        before.decree(), decree), before.fact(), fact));
        priest.entries.add(new Priest.Entry(decree, fact));
        agree(new Known(Optional.of(priest), decree, false, fact));
    }

    /// Somebody said with Success that this decree has passed.
    ///
    /// @param by who; empty where nobody signed
    void announced(Optional<Priest> by, Message.Success success, Fact fact) {
        Decree decree = success.decree();
        boolean said = by.stream().flatMap(priest -> priest.entries.stream()).anyMatch(entry -> entry.decree().equals(decree))
                || known.stream().anyMatch(each -> each.by().equals(by) && each.decree().equals(decree));
        if (!said) {
            agree(new Known(by, decree, true, fact));
        }
    }

    private void agree(Known now) {
        book.verdicts.made(Check.AGREEMENT);
        known.stream().filter(each -> !each.decree().equals(now.decree())).findFirst()
                .ifPresent(other -> book.verdicts.broken(Check.AGREEMENT,
                        List.of(now.by().map(priest -> priest.index), now.decree()),
                        "%s, and %s: two decrees.".formatted(told(other), told(now)), other.fact(), now.fact()));
        if (known.size() < MOST && known.stream().noneMatch(each -> each.decree().equals(now.decree()))) {
            known.add(now);
        }
    }

    private static String told(Known each) {
        String by = each.by().map(priest -> priest.name).orElse("Somebody who did not sign");
        return (each.announced() ? "%s announced the decree %s" : "%s entered the decree %s in its ledger")
                .formatted(by, each.decree());
    }
}
