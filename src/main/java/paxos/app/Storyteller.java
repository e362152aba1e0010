package paxos.app;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import paxos.app.StoryLine.Tone;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;
import paxos.view.NumbersLeft;

/// Puts events into words. What a step did is said by the core itself, in its [Explanation].
final class Storyteller {

    /// From so many legislators on it is not told who can reach whom: of 101 it would be ten thousand lines.
    private static final int MANY = 13;

    private Storyteller() {
    }

    /// Tells no more of each event than suits the size of the parliament.
    ///
    /// @param legislators how many it has
    /// @param teller      tells everything
    static Function<Event, List<StoryLine>> of(int legislators, Function<Event, List<StoryLine>> teller) {
        return legislators < MANY ? teller : event -> event.what() instanceof Happening.PeerSeen ? List.of() : teller.apply(event);
    }

    /// The lines that tell an event; none for one that the next step tells anyway.
    static List<StoryLine> tell(Event event) {
        String node = event.node();
        return switch (event.what()) {
            case Happening.Opened(var address, var state) -> List.of(
                    line(event, Ballot.NONE, Tone.BARE, "%s is listening on %s".formatted(node, address)),
                    line(event, Ballot.NONE, Tone.PLAIN, "%s enters the chamber. %s".formatted(node, inWords(state.ledger()))));
            case Happening.Crashed(var why, var byItself) -> one(event, Ballot.NONE, Tone.ALARM,
                    "CRASH: %s Its slip of paper is lost; its ledger is kept.%s".formatted(why,
                            byItself ? " Mend that, then type r %s and Enter here to restart it.".formatted(node) : ""));
            case Happening.Closed() -> one(event, Ballot.NONE, Tone.PLAIN, node + " left in good order.");
            case Happening.Forgot() -> one(event, Ballot.NONE, Tone.NOTICE, node + " has forgotten the parliament: its ledger is gone.");
            case Happening.Stepped(_, var why) -> one(event, why.ballot(), tone(why),
                    why.sentence() + " [" + why.reason().section() + "]");
            case Happening.Lost(_, var to, var message, var why) -> one(event, message.ballot(), Tone.NOTICE,
                    "%s's %s to %s was lost: %s".formatted(node, inWords(message), to, why));
            case Happening.Dropped(var from, var why, _) -> one(event, Ballot.NONE, Tone.NOTICE,
                    "%s dropped what came from %s: %s".formatted(node, from, why));
            case Happening.PeerSeen(var peer, var reachable) -> one(event, Ballot.NONE, reachable ? Tone.PLAIN : Tone.NOTICE,
                    (reachable ? "%s can reach %s." : "%s cannot reach %s.").formatted(node, peer));
            case Happening.Missed(var events) -> one(event, Ballot.NONE, Tone.NOTICE,
                    "The record of %s has a gap here: %d events were not kept.".formatted(node, events));
            case Happening.Held(var from, _, var message) -> one(event, message.ballot(), Tone.NOTICE, "%s holds %s from %s: it is not read yet."
                    .formatted(node, inWords(message), from.orElse("somebody who did not sign")));
            case Happening.Discarded(var from, _, var message, var why) -> one(event, message.ballot(), Tone.NOTICE,
                    "%s did not read %s from %s: %s".formatted(node, inWords(message), from.orElse("somebody who did not sign"), why));
            case Happening.Tampered(_, _, var how) -> one(event, Ballot.NONE, Tone.ALARM, how);
            case Happening.Rules(var off) -> rules(event, off);
            case Happening.Intervened(var what) -> one(event, Ballot.NONE, Tone.NOTICE, what);
            case Happening.Wrote(var before, var after) -> NumbersLeft.warning(node, before, after)
                    .map(warning -> one(event, Ballot.NONE, Tone.ALARM, warning)).orElse(List.of());
            case Happening.Sent _, Happening.HandedOver _, Happening.Received _ -> List.of();
        };
    }

    /// The lines that tell an event of a node that is hosted elsewhere, or was: what can be done about it is not said.
    static List<StoryLine> retell(Event event) {
        return switch (event.what()) {
            case Happening.Crashed(var why, _) -> tell(new Event(event.number(), event.at(), event.lamport(), event.node(),
                    new Happening.Crashed(why, false)));
            case Happening.Opened _ -> tell(event).stream().filter(line -> line.tone() != Tone.BARE).toList();
            case Happening.Closed _, Happening.Forgot _, Happening.Stepped _, Happening.Lost _, Happening.Dropped _,
                    Happening.PeerSeen _, Happening.Missed _, Happening.Wrote _, Happening.Sent _, Happening.HandedOver _,
                    Happening.Received _, Happening.Held _, Happening.Discarded _, Happening.Tampered _, Happening.Rules _,
                    Happening.Intervened _ -> tell(event);
        };
    }

    private static List<StoryLine> rules(Event event, Set<Rule> off) {
        return off.isEmpty() ? one(event, Ballot.NONE, Tone.NOTICE, "All rules hold at %s again.".formatted(event.node()))
                : one(event, Ballot.NONE, Tone.ALARM, "RULE SWITCHED OFF at %s: %s. What follows need not be safe.".formatted(
                        event.node(), off.stream().sorted().map(Rule::title).collect(joining("; "))));
    }

    private static Tone tone(Explanation why) {
        return switch (why.reason().kind()) {
            case DONE -> Tone.PLAIN;
            case IGNORED -> Tone.QUIET;
            case REFUSED -> Tone.NOTICE;
            case ALARM -> Tone.ALARM;
        };
    }

    private static String inWords(Ledger ledger) {
        return ledger.equals(Ledger.BLANK) ? "Its ledger is blank."
                : "Its ledger says: last tried ballot %s, promised ballot %s, %s, %s.".formatted(ledger.lastTried(), ledger.nextBal(),
                        ledger.prevVote().map(vote -> "voted for %s in ballot %s".formatted(vote.decree(), vote.ballot()))
                                .orElse("never voted"),
                        ledger.decree().map(decree -> "the decree is " + decree).orElse("no decree known"));
    }

    private static String inWords(Message message) {
        String name = message.getClass().getSimpleName();
        return message.ballot().isNone() ? name : name + " " + message.ballot();
    }

    private static List<StoryLine> one(Event event, Ballot ballot, Tone tone, String text) {
        return List.of(line(event, ballot, tone, text));
    }

    private static StoryLine line(Event event, Ballot ballot, Tone tone, String text) {
        return new StoryLine(event.at(), event.node(), ballot, tone, text);
    }
}
