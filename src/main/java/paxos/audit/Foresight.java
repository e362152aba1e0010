package paxos.audit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import paxos.audit.Outlook.Chance;
import paxos.audit.Outlook.Standing;
import paxos.synod.Decree;

/// Says what can still be chosen, in words.
final class Foresight {

    /// How many ballots are searched for decrees that cannot be chosen any more.
    private static final int LOOKED_AT = 256;

    private static final Comparator<Prospects.Live> NEAREST =
            Comparator.<Prospects.Live, Boolean>comparing(each -> !each.sure())
                    .thenComparingInt(each -> each.missing().cardinality())
                    .thenComparingInt(each -> -each.poll().ballot);

    private final Book book;
    private final List<Decree> entered;
    private final Prospects prospects;
    private final boolean faithful;
    private final List<String> unknown;
    private final Optional<Decree> decided;

    /// @param entered   the decrees that were entered in ledgers or announced; no more than one, while all keep the rules
    /// @param rulesHold whether all legislators keep all rules
    Foresight(Book book, List<Decree> entered, boolean rulesHold) {
        this.book = book;
        this.entered = entered;
        this.faithful = rulesHold && book.verdicts.areGreen()
                && book.priests().stream().allMatch(priest -> priest.off.isEmpty() && !priest.lost);
        this.unknown = book.priests().stream().filter(priest -> priest.ledger.isEmpty()).map(priest -> priest.name).toList();
        this.decided = entered.stream().findFirst().or(() -> book.passed().map(Book.Passed::decree));
        this.prospects = new Prospects(book);
        if (decided.isEmpty()) {
            prospects.look();
        }
    }

    Outlook outlook() {
        boolean certain = faithful && (decided.isPresent() || unknown.isEmpty() && !prospects.cut);
        boolean anyOther = decided.isEmpty() && prospects.anyOther;
        return new Outlook(certain, decided, chances(), anyOther, sentence(certain));
    }

    // ---- Each decree

    private List<Chance> chances() {
        Set<Decree> decrees = new LinkedHashSet<>();
        decided.ifPresent(decrees::add);
        prospects.live.stream().sorted(Comparator.comparingInt(each -> -each.poll().ballot))
                .forEach(each -> decrees.add(each.decree()));
        decrees.addAll(prospects.later);
        book.polls.highestFirst().stream().limit(LOOKED_AT).takeWhile(_ -> decrees.size() < Outlook.MOST)
                .forEach(poll -> decrees.addAll(poll.decrees.keySet()));
        return decrees.stream().limit(Outlook.MOST).map(this::chance).toList();
    }

    private Chance chance(Decree decree) {
        if (decided.isPresent()) {
            return decided.get().equals(decree) ? new Chance(decree, Standing.DECIDED, "%s is decided.".formatted(decree))
                    : new Chance(decree, Standing.OUT, "%s cannot be chosen any more: %s is decided.".formatted(decree,
                            decided.get()));
        }
        Optional<Prospects.Live> live = nearest(decree);
        if (live.isPresent()) {
            String condition = live.get().sure() ? votes(live.get().missing()) : "all in its quorum vote for it";
            return new Chance(decree, Standing.OPEN,
                    "%s can be chosen in ballot %d, if %s.".formatted(decree, live.get().poll().ballot, condition));
        }
        if (prospects.later.contains(decree)) {
            return new Chance(decree, Standing.LATER,
                    "%s can be chosen in a later ballot, if the latest vote in its quorum is for it.".formatted(decree));
        }
        return prospects.anyOther
                ? new Chance(decree, Standing.LATER,
                        "%s can be chosen in a later ballot, as any decree can whose quorum has never voted.".formatted(decree))
                : new Chance(decree, Standing.OUT, "%s cannot be chosen any more.".formatted(decree));
    }

    private Optional<Prospects.Live> nearest(Decree decree) {
        return prospects.live.stream().filter(each -> each.decree().equals(decree)).min(NEAREST);
    }

    private String votes(BitSet missing) {
        return list(missing) + (missing.cardinality() == 1 ? " votes for it" : " vote for it");
    }

    // ---- All of it

    private String sentence(boolean certain) {
        if (decided.isPresent()) {
            return decidedSentence(certain);
        }
        if (certain) {
            return open(true) + ".";
        }
        String caution = faithful ? unknown.isEmpty() ? "Not everything is known here"
                : "%s is not known here".formatted(unknown.size() == 1 ? unknown.getFirst() + "’s ledger"
                        : unknown.size() == book.priests().size() ? "What stands in the ledgers"
                                : "What stands in the ledgers of %s".formatted(list(unknown)))
                : whyUncertain();
        return "%s, so nothing is certain; by what is known, %s.".formatted(caution, open(false));
    }

    private String whyUncertain() {
        return book.verdicts.areGreen() ? book.priests().stream().filter(priest -> priest.lost).findFirst()
                .map(priest -> "%s’s ledger has lost what stood in it".formatted(priest.name))
                .orElse("A rule is switched off") : "A rule was broken";
    }

    private String decidedSentence(boolean certain) {
        Decree decree = decided.orElseThrow();
        if (entered.size() > 1) {
            return "A rule was broken: the ledgers hold different decrees, %s."
                    .formatted(joined(entered.stream().map(Decree::toString).toList(), "and"));
        }
        if (!certain) {
            return "%s, so nothing is certain; %s has passed, and while all keep the rules, nothing can change it."
                    .formatted(whyUncertain(), decree);
        }
        return !entered.isEmpty() ? "%s is decided: nothing can change it now.".formatted(decree)
                : book.passed().map(passed -> ("%s is decided: nothing can change it now, though nobody knows it yet: all "
                        + "who had to vote for it in ballot %d did, %s.").formatted(decree, passed.ballot(), list(passed.voters()))).orElseThrow();
    }

    /// Without a full stop.
    ///
    /// @param first whether a sentence begins with it
    private String open(boolean first) {
        boolean voted = book.priests().stream().anyMatch(priest -> !priest.votes.isEmpty());
        Optional<Prospects.Live> live = prospects.live.stream().min(NEAREST);
        if (!voted) {
            return (first ? "Nobody" : "nobody") + " has voted yet: any decree can still be chosen"
                    + live.filter(Prospects.Live::sure).map(each -> "; the votes of %s in ballot %d would decide %s".formatted(
                            list(each.missing()), each.poll().ballot, each.decree())).orElse("");
        }
        return live.map(each -> openWith(each, first)).orElseGet(() -> openLater(first));
    }

    private String openWith(Prospects.Live each, boolean first) {
        String deciding = !each.sure() ? "it may still pass" : each.missing().cardinality() == 1
                ? list(each.missing()) + "’s vote decides it" : "the votes of %s decide it".formatted(list(each.missing()));
        String lead = each.voted().isEmpty()
                ? "%s %d is for %s: %s".formatted(first ? "Ballot" : "ballot", each.poll().ballot, each.decree(), deciding)
                : "%s voted for %s in ballot %d: %s".formatted(list(each.voted()), each.decree(), each.poll().ballot, deciding);
        List<Decree> others = others(each.decree());
        String rest = prospects.anyOther ? "until then, any other decree can still be chosen in a later ballot"
                : others.isEmpty() ? "no other decree can be chosen any more"
                        : "until then, %s can still be chosen as well".formatted(either(others));
        return lead + "; " + rest;
    }

    private List<Decree> others(Decree decree) {
        Set<Decree> possible = new LinkedHashSet<>(prospects.later);
        prospects.live.forEach(each -> possible.add(each.decree()));
        possible.remove(decree);
        return new ArrayList<>(possible);
    }

    private String openLater(boolean first) {
        if (prospects.anyOther) {
            return (first ? "Any" : "any") + " decree can still be chosen: a later ballot may have a quorum that never voted";
        }
        if (prospects.later.size() == 1) {
            return ("%s may have passed for all that a later ballot can know, so no other decree can be chosen any more – but "
                    + "it is not decided yet").formatted(prospects.later.iterator().next());
        }
        return prospects.later.isEmpty()
                ? (first ? "No" : "no") + " decree can be chosen any more: there are no ballot numbers left"
                : "%s can still be chosen: whichever has the latest vote in the quorum of a later ballot"
                        .formatted(either(new ArrayList<>(prospects.later)));
    }

    private static String either(List<Decree> decrees) {
        List<String> named = decrees.stream().limit(4).map(Decree::toString).toList();
        return decrees.size() > named.size() ? String.join(", ", named) + " or one of %d others".formatted(
                decrees.size() - named.size()) : joined(named, "or");
    }

    private String list(BitSet members) {
        return list(members.stream().mapToObj(i -> book.priests().get(i).name).toList());
    }

    private static String list(List<String> names) {
        return names.size() > 6 ? String.join(", ", names.subList(0, 5)) + " and %d others".formatted(names.size() - 5)
                : joined(names, "and");
    }

    private static String joined(List<String> words, String with) {
        return words.size() < 2 ? String.join("", words)
                : "%s %s %s".formatted(String.join(", ", words.subList(0, words.size() - 1)), with, words.getLast());
    }
}
