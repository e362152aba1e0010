package paxos.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;

/// What can become of a record before an audit sees it.
final class Records {

    private Records() {
    }

    /// As `TraceReader.skim` gives it.
    static List<Event> skimmed(List<Event> events) {
        return events.stream().map(event -> event.what() instanceof Happening.Stepped(_, Explanation why)
                ? with(event, new Happening.Stepped(State.afterRestart(Ledger.BLANK), new Explanation(why.reason(), why.ballot(), "")))
                : event).toList();
    }

    static Event with(Event event, Happening what) {
        return new Event(event.number(), event.at(), event.lamport(), event.node(), what);
    }

    /// In the place of some stretches of a legislator's events, it is said that they were missed.
    static List<Event> withGaps(List<Event> events, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> missing = new HashMap<>();
        List<Event> some = new ArrayList<>();
        for (Event event : events) {
            int left = missing.getOrDefault(event.node(), 0);
            if (left > 0) {
                missing.put(event.node(), left - 1);
                if (left == 1) {
                    some.add(with(event, new Happening.Missed(7)));
                }
            } else if (random.nextInt(40) == 0) {
                missing.put(event.node(), 1 + random.nextInt(30));
            } else {
                some.add(event);
            }
        }
        return some;
    }

    /// Of one or two legislators, only that is known which others received from them.
    static List<Event> without(List<Event> events, long seed) {
        List<String> names = events.stream().map(Event::node).distinct().sorted().toList();
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> hidden = new HashSet<>(List.of(names.get(random.nextInt(names.size())),
                names.get(random.nextInt(names.size()))));
        return events.stream().filter(event -> !hidden.contains(event.node())).toList();
    }

    /// Each legislator's events in their order, but some of them told much later than others.
    static List<Event> mixed(List<Event> events, long seed, int late) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Double> times = new HashMap<>();
        record Timed(double time, Event event) {
        }
        List<Timed> timed = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            double time = Math.max(times.getOrDefault(events.get(i).node(), 0.0), i + (random.nextInt(8) == 0 ? random.nextInt(late) : 0));
            times.put(events.get(i).node(), time);
            timed.add(new Timed(time, events.get(i)));
        }
        return timed.stream().sorted(java.util.Comparator.comparingDouble(Timed::time)).map(Timed::event).toList();
    }

    /// Crashes are not told of, and what came just before one of them neither.
    static List<Event> killed(List<Event> events, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> missing = new HashMap<>();
        List<Event> some = new ArrayList<>();
        for (Event event : events.reversed()) {
            int left = missing.getOrDefault(event.node(), 0);
            if (event.what() instanceof Happening.Crashed) {
                missing.put(event.node(), random.nextInt(12));
            } else if (left > 0 && !(event.what() instanceof Happening.Opened)) {
                missing.put(event.node(), left - 1);
            } else {
                some.add(event.what() instanceof Happening.Opened ? new Event(event.number(), event.at(), 0, event.node(), event.what())
                        : event);
            }
        }
        return some.reversed();
    }
}
