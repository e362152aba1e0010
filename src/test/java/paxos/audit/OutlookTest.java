package paxos.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.audit.Outlook.Standing;
import paxos.synod.Decree;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Over many seeded runs: what is said of the future against what the future brought.
class OutlookTest {

    private static final int RUNS = Integer.getInteger("audit.runs", 1_000);

    /// What was said after some event, in a run that ended with this decree.
    private record Said(Outlook outlook, Optional<Decree> end) {
    }

    private static List<Said> run(long seed) {
        List<Event> events = new ArrayList<>();
        Storm storm = new Storm(3 + (int) (seed % 3), seed, Set.of(), events::add).play(60 + (int) (seed % 7) * 40);
        if (seed % 2 == 0) {
            storm.calm();
        }
        Audit audit = new Audit(storm.parliament);
        List<Outlook> outlooks = new ArrayList<>();
        for (Event event : seed % 4 < 2 ? events : Records.skimmed(events)) {
            audit.take(event);
            if (!(event.what() instanceof Happening.Received)) {
                outlooks.add(audit.outlook(true));
            }
        }
        Optional<Decree> end = audit.outlook(true).decided();
        assertEquals(storm.entered.isEmpty(), storm.entered.stream().noneMatch(decree -> end.equals(Optional.of(decree))));
        return outlooks.stream().map(outlook -> new Said(outlook, end)).toList();
    }

    @Test
    void whatIsDecidedStaysSo() {
        IntStream.range(0, RUNS).forEach(seed -> {
            Optional<Decree> decided = Optional.empty();
            for (Said said : run(seed)) {
                if (decided.isPresent()) {
                    assertEquals(decided, said.outlook().decided(), () -> "Seed " + seed);
                }
                decided = said.outlook().decided();
            }
        });
    }

    @Test
    void whatIsDecidedInTheEndWasNeverSaidToBeImpossible() {
        Map<Standing, Integer> times = new EnumMap<>(Standing.class);
        int[] closed = new int[1];
        IntStream.range(0, RUNS).forEach(seed -> run(seed).forEach(said -> {
            said.end().ifPresent(decree -> assertTrue(said.outlook().canBe(decree),
                    () -> "Seed " + seed + ": " + decree + " was decided, after " + said.outlook()));
            said.outlook().chances().forEach(chance -> times.merge(chance.standing(), 1, Integer::sum));
            closed[0] += said.outlook().anyOther() || said.outlook().decided().isPresent() ? 0 : 1;
        }));
        System.out.println("Standings: " + times + ", undecided and closed to others: " + closed[0]);
        assertEquals(Standing.values().length, times.size());
        assertTrue(closed[0] > RUNS);
    }

    @Test
    void whereNothingIsMissingAndNoRuleIsBrokenAllIsCertain() {
        IntStream.range(0, RUNS / 10).forEach(seed -> {
            List<Said> all = run(seed);
            all.subList(5, all.size()).forEach(said -> assertTrue(said.outlook().certain(), () -> said.outlook().sentence()));
        });
    }

    @Test
    void everySentenceEndsWithAFullStopAndHasNoHoles() {
        Set<String> sentences = new HashSet<>();
        IntStream.range(0, RUNS / 5).forEach(seed -> run(seed).forEach(said -> sentences.add(said.outlook().sentence())));
        sentences.forEach(sentence -> assertTrue(sentence.matches("[A-Z0-9a-z].*\\.") && !sentence.contains("  ")
                && !sentence.contains("%"), sentence));
        if (Boolean.getBoolean("audit.print")) {
            sentences.stream().map(each -> each.replaceAll("[0-9]+", "N")).distinct().sorted().limit(60).forEach(System.out::println);
        }
        assertFalse(sentences.isEmpty());
    }
}
