package paxos.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import paxos.trace.Event;

/// Counts checks, and keeps what they found. Bounded: the first violations are kept, some more are counted.
final class Verdicts {

    /// The facts are kept, as more events may come to show them.
    private record Broken(String sentence, Supplier<Stream<Fact>> evidence) {
    }

    private final Map<Check, Long> made = new EnumMap<>(Check.class);
    private final Map<Check, Integer> broken = new EnumMap<>(Check.class);
    private final Map<Check, List<Broken>> first = new EnumMap<>(Check.class);
    private final Set<List<Object>> known = new HashSet<>();

    /// A check was made.
    void made(Check check) {
        made.merge(check, 1L, Long::sum);
    }

    /// A check failed.
    ///
    /// @param subject what was found before is not found again: whatever tells this violation from others of its check
    void broken(Check check, List<Object> subject, String sentence, Fact... evidence) {
        List<Fact> facts = List.of(evidence);
        broken(check, subject, sentence, facts::stream);
    }

    /// The same, where more evidence may come.
    void broken(Check check, List<Object> subject, String sentence, Supplier<Stream<Fact>> evidence) {
        if (known.size() < Audit.COUNTED && known.add(List.of(check, subject))) {
            broken.merge(check, 1, Integer::sum);
            List<Broken> kept = first.computeIfAbsent(check, _ -> new ArrayList<>());
            if (kept.size() < Audit.SHOWN) {
                kept.add(new Broken(sentence, evidence));
            }
        }
    }

    boolean areGreen() {
        return known.isEmpty();
    }

    void clear() {
        made.clear();
        broken.clear();
        first.clear();
        known.clear();
    }

    Findings findings(long version) {
        Map<Check, Findings.Finding> byCheck = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            byCheck.put(check, new Findings.Finding(made.getOrDefault(check, 0L), broken.getOrDefault(check, 0),
                    first.getOrDefault(check, List.of()).stream().map(each -> told(check, each)).toList()));
        }
        return new Findings(version, byCheck);
    }

    private static Violation told(Check check, Broken each) {
        List<Event> evidence = each.evidence().get().flatMap(Fact::all).distinct()
                .sorted(Comparator.comparingLong(Fact::order)).map(Fact::event).distinct().toList();
        return new Violation(check, each.sentence(), evidence);
    }
}
