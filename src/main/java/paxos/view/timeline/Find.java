package paxos.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Vote;
import paxos.view.MessageQuery;

/// A search over all arrows that a timeline keeps. What can be said of a type, a name or a fate is found out once for each
/// search, so that a million messages take no longer than a blink.
public final class Find {

    private static final Arrows.Type[] TYPES = Arrows.Type.values();
    private static final Fate[] FATES = Fate.values();

    /// Which types, senders, receivers and fates a word is found in.
    private record Known(MessageQuery.Word word, boolean[] types, boolean[] senders, boolean[] receivers, boolean[] fates) {

        static Known of(MessageQuery.Word word, List<String> names) {
            boolean[] types = new boolean[TYPES.length];
            for (Arrows.Type type : TYPES) {
                types[type.ordinal()] = word.findsType(example(type));
            }
            boolean[] senders = new boolean[names.size()];
            boolean[] receivers = new boolean[names.size()];
            for (int i = 0; i < names.size(); i++) {
                senders[i] = word.findsSender(names.get(i));
                receivers[i] = word.findsReceiver(names.get(i));
            }
            boolean[] fates = new boolean[FATES.length];
            for (Fate fate : FATES) {
                fates[fate.ordinal()] = word.findsFate(fate.words(), fate.isLost(), fate == Fate.HELD);
            }
            return new Known(word, types, senders, receivers, fates);
        }

        private static Message example(Arrows.Type type) {
            Ballot ballot = new Ballot(0);
            Decree decree = new Decree(0);
            return switch (type) {
                case NEXT_BALLOT -> new Message.NextBallot(ballot);
                case LAST_VOTE -> new Message.LastVote(ballot, Optional.of(new Vote(ballot, decree)));
                case BEGIN_BALLOT -> new Message.BeginBallot(ballot, decree);
                case VOTED -> new Message.Voted(ballot, decree);
                case SUCCESS -> new Message.Success(ballot, decree);
                case HIGHER_BALLOT -> new Message.HigherBallot(ballot);
            };
        }

        boolean finds(Arrows arrows, int arrow) {
            return types[arrows.type(arrow).ordinal()] || senders[arrows.from(arrow)] || receivers[arrows.to(arrow)]
                    || fates[arrows.fate(arrow).ordinal()] || word.findsBallot(arrows.ballot(arrow))
                    || arrows.namesDecree(arrow) && word.findsDecree(arrows.decree(arrow));
        }
    }

    private final MessageQuery query;

    /// A search.
    public Find(MessageQuery query) {
        this.query = query;
    }

    /// The next arrow that is found.
    ///
    /// @param from    the number of the arrow to go on from, kept or not; it is not looked at itself
    /// @param forward whether to look among those after it, rather than before
    public OptionalInt next(Timeline timeline, int from, boolean forward) {
        Arrows arrows = timeline.arrows();
        List<Known> words = words(timeline);
        int step = forward ? 1 : -1;
        int arrow = forward ? Math.max(from, arrows.first() - 1) + 1 : Math.min(from, arrows.next()) - 1;
        for (; arrows.has(arrow); arrow += step) {
            if (finds(words, arrows, arrow)) {
                return OptionalInt.of(arrow);
            }
        }
        return OptionalInt.empty();
    }

    /// How many arrows are found.
    public int count(Timeline timeline) {
        Arrows arrows = timeline.arrows();
        List<Known> words = words(timeline);
        int count = 0;
        for (int arrow = arrows.first(); arrow < arrows.next(); arrow++) {
            count += finds(words, arrows, arrow) ? 1 : 0;
        }
        return count;
    }

    /// Whether an arrow is found.
    public boolean finds(Timeline timeline, int arrow) {
        return finds(words(timeline), timeline.arrows(), arrow);
    }

    private List<Known> words(Timeline timeline) {
        List<Known> known = new ArrayList<>();
        for (MessageQuery.Word word : query.words()) {
            known.add(Known.of(word, timeline.parliament().legislators()));
        }
        return known;
    }

    private static boolean finds(List<Known> words, Arrows arrows, int arrow) {
        for (Known word : words) {
            if (!word.finds(arrows, arrow)) {
                return false;
            }
        }
        return true;
    }
}
