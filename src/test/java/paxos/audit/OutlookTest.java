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

    private static final int RUNS = Integer.getInteger("audit.runs", 600);

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

    /// From one moment on, many futures: none of them decides what was said to be impossible, and nearly all that was said
    /// to be possible comes about in one of them.
    @Test
    void whatIsSaidToBePossibleIsWhatCanCome() {
        int[] possible = new int[2];
        int[] closed = new int[1];
        for (int seed = 0; seed < RUNS / 10; seed++) {
            int moment = 20 + seed * 7 % 120;
            Optional<Outlook> said = Optional.empty();
            Set<Decree> came = new HashSet<>();
            for (int future = 0; future < 60; future++) {
                List<Audit> audits = new ArrayList<>();
                List<Event> first = new ArrayList<>();
                Storm storm = new Storm(3 + seed % 2, 7_000 + seed, Set.of(), event -> {
                    audits.forEach(audit -> audit.take(event));
                    first.add(event);
                });
                Audit audit = new Audit(storm.parliament);
                first.forEach(audit::take);
                audits.add(audit);
                storm.play(moment);
                Outlook outlook = audit.outlook(true);
                assertTrue(said.isEmpty() || said.get().equals(outlook));
                said = Optional.of(outlook);
                storm.turn(1_000L * seed + future);
                storm.play(150);
                storm.calm();
                storm.propose(future % storm.parliament.size());
                storm.calm();
                int number = seed;
                audit.outlook(true).decided().ifPresent(decree -> {
                    assertTrue(outlook.canBe(decree), () -> "Seed " + number + ": " + decree + " came after " + outlook);
                    came.add(decree);
                });
            }
            Outlook outlook = said.orElseThrow();
            closed[0] += outlook.decided().isEmpty() && !outlook.anyOther() ? 1 : 0;
            if (outlook.decided().isEmpty()) {
                for (Outlook.Chance chance : outlook.chances()) {
                    boolean named = chance.standing() == Standing.OPEN || chance.standing() == Standing.LATER;
                    possible[0] += named ? 1 : 0;
                    possible[1] += named && came.contains(chance.decree()) ? 1 : 0;
                }
            }
        }
        System.out.printf("Of %d decrees that were said to be possible, %d came; closed to others: %d%n", possible[0], possible[1],
                closed[0]);
        assertTrue(possible[1] * 100 > possible[0] * 85 && closed[0] > 0);
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
