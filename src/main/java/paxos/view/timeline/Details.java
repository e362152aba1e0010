package paxos.view.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// What there is to tell about something on the timeline.
///
/// @param title   what it is, like "Begin 4 · 17, from alpha to beta"
/// @param fate    what became of it and when
/// @param why     why, a sentence of the receiver's; empty where it is not known any more
/// @param changed what it changed, a line each
/// @param off     the rules that are switched off there, a line each
/// @param wire    the message as it was on the wire, line after line; empty for what is no message
public record Details(String title, String fate, String why, List<String> changed, List<String> off, List<String> wire) {

    /// In so many events at most the reason for an arrival is looked for.
    private static final int NEAR = 200;
    /// Of so many rules at most the paper is quoted.
    private static final int MOST_QUOTED = 2;

    /// Looks up what there is to tell.
    ///
    /// @param wire  writes a message as it goes over the wire
    /// @param clock writes a time
    public static Details of(Timeline timeline, Recall recall, Hit hit, Function<Arrow, String> wire, Function<Instant, String> clock) {
        return switch (hit) {
            case Hit.Message(int arrow, _) -> of(timeline, recall, timeline.arrows().get(arrow), wire, clock);
            case Hit.Mark(int lane, int entry, _) -> of(timeline, recall, timeline.lanes().get(lane), entry, clock);
        };
    }

    private static Details of(Timeline timeline, Recall recall, Arrow arrow, Function<Arrow, String> wire, Function<Instant, String> clock) {
        StringBuilder fate = new StringBuilder(arrow.fate().words());
        if (arrow.startSeen()) {
            fate.append(", sent ").append(clock.apply(timeline.clockAt(arrow.start().wall())));
        }
        arrow.end().ifPresent(end -> {
            fate.append(arrow.fate() == Fate.LOST ? ", lost " : arrow.fate() == Fate.HELD ? ", waits since " : ", arrived ").append(clock.apply(timeline.clockAt(end.wall())));
            if (arrow.startSeen()) {
                fate.append(" (after ").append(millis(timeline, arrow.start(), end)).append(" ms)");
            }
        });
        int lane = timeline.parliament().legislators().indexOf(arrow.to());
        List<String> changed = arrow.end().map(end -> changedBy(timeline.lanes().get(lane), end)).orElse(List.of());
        int copy = timeline.arrows().copy(arrow.number());
        return new Details("%s, from %s to %s%s".formatted(arrow.label(), arrow.from(), arrow.to(),
                copy == 0 ? "" : " (copy %d)".formatted(copy)), fate.toString(),
                why(timeline, recall, arrow), changed, List.of(), wire.apply(arrow).lines().toList());
    }

    private static long millis(Timeline timeline, Spot start, Spot end) {
        return Duration.between(timeline.clockAt(start.wall()), timeline.clockAt(end.wall())).toMillis();
    }

    private static String why(Timeline timeline, Recall recall, Arrow arrow) {
        if (arrow.end().isEmpty() || arrow.end().get().event() < 0) {
            return "";
        }
        long number = timeline.inLog(arrow.end().get().event());
        List<Event> events = recall.from(number);
        if (events.isEmpty() || events.getFirst().number() != number) {
            return "";
        }
        return switch (events.getFirst().what()) {
            case Happening.Lost lost -> lost.why();
            case Happening.Discarded discarded -> discarded.why();
            case Happening.Crashed crashed -> crashed.why();
            default -> arrow.fate().isRead() ? sentence(events, arrow.to()).orElse("") : "";
        };
    }

    private static Optional<String> sentence(List<Event> events, String legislator) {
        return events.stream().limit(NEAR).filter(event -> event.node().equals(legislator))
                .map(Event::what).filter(Happening.Stepped.class::isInstance).map(Happening.Stepped.class::cast)
                .map(stepped -> stepped.why().sentence()).findFirst();
    }

    /// What was written as an answer to what arrived.
    private static List<String> changedBy(Lane lane, Spot arrival) {
        List<String> changed = new ArrayList<>();
        for (int each = lane.after(Axis.LOGICAL_STEPS, arrival.step() - 1); each < lane.next(); each++) {
            Lane.Entry entry = lane.get(each);
            if (entry.spot().step() > arrival.step()) {
                break;
            }
            if (entry.cause() == arrival.event() && entry.spot().event() != arrival.event()) {
                changed.add(lane.name() + " wrote " + written(lane, each));
            }
        }
        return changed;
    }

    private static Details of(Timeline timeline, Recall recall, Lane lane, int number, Function<Instant, String> clock) {
        Lane.Entry entry = lane.get(number);
        String when = clock.apply(timeline.clockAt(entry.spot().wall()));
        String title = switch (entry.change()) {
            case STANDING -> "%s %s".formatted(lane.name(), standing(entry.standing()));
            case GAP -> "Events of %s are missing here".formatted(lane.name());
            case TAMPERED -> "The disk of %s was changed on purpose".formatted(lane.name());
            case RULES -> rules(lane.name(), entry.off());
            case INTERVENED -> "Done on purpose at %s".formatted(lane.name());
            case TRIED, PROMISE, VOTE, DECREE -> "%s wrote %s".formatted(lane.name(), written(lane, number));
        };
        long inLog = timeline.inLog(entry.spot().event());
        List<Event> events = recall.from(inLog);
        boolean kept = !events.isEmpty() && events.getFirst().number() == inLog;
        return new Details(title, when, kept ? why(events, lane.name(), entry.change()) : "", stands(lane, number),
                off(entry), List.of());
    }

    private static String why(List<Event> events, String legislator, Lane.Change change) {
        return switch (events.getFirst().what()) {
            case Happening.Crashed crashed -> crashed.why();
            case Happening.Tampered tampered -> tampered.how();
            case Happening.Intervened intervened -> intervened.what();
            default -> switch (change) {
                case TRIED, PROMISE, VOTE, DECREE, GAP -> sentence(events, legislator).orElse("");
                case STANDING, TAMPERED, RULES, INTERVENED -> "";
            };
        };
    }

    private static String rules(String legislator, Set<Rule> off) {
        return switch (off.size()) {
            case 0 -> "All rules hold again at " + legislator;
            case 1 -> "A RULE IS SWITCHED OFF at " + legislator;
            default -> "%d RULES ARE SWITCHED OFF at %s".formatted(off.size(), legislator);
        };
    }

    /// What the ledger says from an entry on.
    private static List<String> stands(Lane lane, int number) {
        Lane.Entry entry = lane.get(number);
        List<String> lines = new ArrayList<>();
        if (entry.change() == Lane.Change.TAMPERED) {
            lines.add("changed: " + written(lane, number));
        }
        lines.add("ledger: " + words(entry.ledger()));
        return lines;
    }

    /// What does not hold from an entry on.
    private static List<String> off(Lane.Entry entry) {
        boolean room = entry.change() == Lane.Change.RULES && entry.off().size() <= MOST_QUOTED;
        return entry.off().stream().map(rule -> "OFF: " + rule.title()
                + (room ? ". The paper, %s: “%s”".formatted(rule.section(), rule.quotation()) : "")).toList();
    }

    private static String standing(Lane.Standing standing) {
        return switch (standing) {
            case UNKNOWN -> "is not known of";
            case OPEN -> "is in the chamber";
            case CRASHED -> "crashed";
            case LEFT -> "left";
            case UNREACHABLE -> "can be reached by nobody";
        };
    }

    private static String written(Lane lane, int number) {
        Ledger after = lane.get(number).ledger();
        Ledger before = number > lane.first() ? lane.get(number - 1).ledger() : Ledger.BLANK;
        List<String> changes = new ArrayList<>();
        change(changes, "lastTried", ballot(before.lastTried()), ballot(after.lastTried()));
        change(changes, "nextBal", ballot(before.nextBal()), ballot(after.nextBal()));
        change(changes, "prevVote", vote(before), vote(after));
        change(changes, "decree", decree(before), decree(after));
        return changes.isEmpty() ? "nothing" : String.join(", ", changes);
    }

    private static void change(List<String> changes, String what, String before, String after) {
        if (!after.equals(before)) {
            changes.add("%s %s (was %s)".formatted(what, after, before));
        }
    }

    private static String words(Ledger ledger) {
        return "lastTried %s, nextBal %s, prevVote %s, decree %s".formatted(ballot(ledger.lastTried()), ballot(ledger.nextBal()),
                vote(ledger), decree(ledger));
    }

    private static String ballot(Ballot ballot) {
        return ballot.isNone() ? "–" : ballot.toString();
    }

    private static String vote(Ledger ledger) {
        return ledger.prevVote().map(vote -> vote.ballot() + "→" + vote.decree()).orElse("–");
    }

    private static String decree(Ledger ledger) {
        return ledger.decree().map(Object::toString).orElse("–");
    }
}
