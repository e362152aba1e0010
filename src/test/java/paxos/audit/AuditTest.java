package paxos.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Many seeded runs. Whoever keeps the rules is never red, whatever is missing from the record, and however it is mixed up.
class AuditTest {

    private static final int RUNS = Integer.getInteger("audit.runs", 600);

    @Test
    void whoKeepsAllRulesIsNeverRed() {
        Map<Check, Long> made = new EnumMap<>(Check.class);
        IntStream.range(0, 3 * RUNS).forEach(seed -> {
            Findings findings = green(seed, UnaryOperator.identity(), Audit.MOST_FACTS);
            findings.byCheck().forEach((check, finding) -> made.merge(check, finding.made(), Long::sum));
        });
        System.out.println("Checks made: " + made);
        made.forEach((check, times) -> assertTrue(times > RUNS / 4, () -> check + " was made " + times + " times"));
    }

    @Test
    void aTraceThatWasSkimmedIsJudgedAsWell() {
        long[] made = new long[1];
        IntStream.range(0, RUNS).forEach(seed -> made[0] += green(seed, Records::skimmed, Audit.MOST_FACTS).of(Check.B3).made());
        assertTrue(made[0] > RUNS, () -> "B3 was checked " + made[0] + " times only");
    }

    @Test
    void eventsThatWereMissedMakeNothingRed() {
        IntStream.range(0, RUNS).forEach(seed -> green(seed, events -> Records.withGaps(events, seed), Audit.MOST_FACTS));
    }

    @Test
    void aRecordThatBeginsInTheMiddleMakesNothingRed() {
        IntStream.range(0, RUNS).forEach(seed -> green(seed,
                events -> events.subList(new SplittableRandom(seed).nextInt(events.size()), events.size()), Audit.MOST_FACTS));
    }

    @Test
    void legislatorsWhoseRecordIsNotHeardMakeNothingRed() {
        IntStream.range(0, RUNS).forEach(seed -> green(seed, events -> Records.without(events, seed), Audit.MOST_FACTS));
    }

    @Test
    void recordsThatAreOutOfStepMakeNothingRed() {
        IntStream.range(0, RUNS).forEach(seed -> green(seed, events -> Records.mixed(events, seed, 3 + seed % 300), Audit.MOST_FACTS));
    }

    /// A process that is killed does not say that it has gone, and the last it did may never be heard of.
    @Test
    void processesThatAreKilledMakeNothingRed() {
        IntStream.range(0, RUNS).forEach(seed -> green(seed, events -> Records.killed(events, seed), Audit.MOST_FACTS));
    }

    @Test
    void ballotsThatAreForgottenMakeNothingRed() {
        IntStream.range(0, RUNS).forEach(seed -> green(seed, events -> Records.mixed(events, seed, 1 + seed % 40), 20 + seed % 60));
    }

    @Test
    void allOfItAtOnceMakesNothingRed() {
        IntStream.range(0, 2 * RUNS).forEach(seed -> green(seed, events -> {
            List<Event> some = seed % 2 == 0 ? Records.skimmed(events) : events;
            some = seed % 3 == 0 ? Records.without(some, seed) : some;
            some = seed % 4 == 0 ? Records.killed(some, seed) : Records.withGaps(some, seed);
            return Records.mixed(some, seed, 1 + seed % 100);
        }, seed % 5 == 0 ? 40 : Audit.MOST_FACTS));
    }

    /// A disk may lose what was written just before a crash. Where nobody has heard of it, no rule is broken.
    @Test
    void writesThatTearBeforeAnybodyHearsOfThemMakeNothingRed() {
        int[] torn = new int[1];
        IntStream.range(0, 3 * RUNS).forEach(seed -> {
            List<Event> events = new ArrayList<>();
            Storm storm = new Storm(3 + seed % 3, 50_000L + seed, Set.of(), events::add);
            storm.tearing = true;
            storm.play(300);
            Audit audit = new Audit(storm.parliament);
            events.forEach(audit::take);
            torn[0] += (int) events.stream().filter(event -> event.what() instanceof Happening.Tampered(var before, var after, _)
                    && !before.prevVote().equals(after.prevVote())).count();
            green(seed, storm.parliament, events, Audit.MOST_FACTS);
            String sentence = audit.outlook(true).sentence();
            assertTrue(audit.outlook(true).certain(), () -> "Seed " + seed + ": " + sentence);
        });
        assertTrue(torn[0] > RUNS / 50, () -> "Votes tore " + torn[0] + " times only");
    }

    private static Findings green(long seed, UnaryOperator<List<Event>> change, int mostFacts) {
        List<Event> events = new ArrayList<>();
        Storm storm = new Storm(3 + (int) (seed % 3), seed, Set.of(), events::add).play(60 + (int) (seed % 7) * 60);
        return green(seed, storm.parliament, change.apply(events), mostFacts);
    }

    private static Findings green(long seed, Parliament parliament, List<Event> events, int mostFacts) {
        Audit audit = new Audit(parliament, mostFacts);
        events.forEach(audit::take);
        Findings findings = audit.findings();
        assertTrue(findings.isGreen(), () -> "Seed " + seed + ": " + findings.byCheck().values().stream()
                .flatMap(finding -> finding.first().stream()).findFirst().orElseThrow());
        return findings;
    }
}
