package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import paxos.synod.History.Rule;
import paxos.synod.Simulation.Count;

/// Parliaments of three to seven legislators in bad weather; see [Simulation] for the weather and [History] for what is
/// checked after every step.
///
/// A failure names its seed; `-Dsimulation.seed=N` plays that one alone and prints all that happened in it.
/// `-Dsimulation.runs=N` plays more.
class SimulationTest {

    private static final int RUNS = Integer.getInteger("simulation.runs", 12_000);
    private static final Long SEED = Long.getLong("simulation.seed");
    private static final Set<Rule> ALL = EnumSet.allOf(Rule.class);

    @Test
    void agreementAndB1ToB3HoldAfterEveryStepOfEveryRun() {
        seeds().forEach(seed -> play(seed, Conduct.HONEST, ALL, Simulation::storm));
    }

    @Test
    void whenTheWeatherClearsOneMoreBallotAtMostTriedAgainOnceGivesEveryoneTheDecree() {
        seeds().limit(RUNS / 4).forEach(seed -> {
            Simulation run = play(seed, Conduct.HONEST, ALL, simulation -> {
                Optional<Decree> before = simulation.storm().history().decree();
                simulation.calm();
                assertTrue(simulation.history().isKnownToAll(), "Not everyone learnt the decree.");
                before.ifPresent(decree -> assertEquals(before, simulation.history().decree()));
            });
            assertTrue(run.history().decree().isPresent());
        });
    }

    @Test
    void oneSeedGivesOneRun() {
        for (long seed = 0; seed < 20; seed++) {
            Simulation first = new Simulation(seed, Conduct.HONEST, ALL, true).storm().calm();
            Simulation second = new Simulation(seed, Conduct.HONEST, ALL, true).storm().calm();
            assertEquals(first.lastLines(Integer.MAX_VALUE), second.lastLines(Integer.MAX_VALUE));
            assertTrue(first.lastLines(Integer.MAX_VALUE).length() > 1000);
        }
    }

    /// Checks that find nothing are worth what the runs are worth: each of the hard cases must come up, and often.
    @Test
    void theRunsAreNotVacuous() {
        int runs = 2_000;
        List<Simulation> played = LongStream.range(0, runs)
                .mapToObj(seed -> new Simulation(seed, Conduct.HONEST, ALL, false).storm()).toList();

        Map<String, Integer> percent = new TreeMap<>();
        for (Count count : Count.values()) {
            percent.put(count.name(), percentOf(played, run -> run.count(count) > 0));
        }
        percent.put("decided", percentOf(played, run -> run.history().decree().isPresent()));
        percent.put("undecided", percentOf(played, run -> run.history().decree().isEmpty()));
        percent.put("known to all", percentOf(played, run -> run.history().isKnownToAll()));
        percent.put("contradictory wishes", percentOf(played, run -> run.history().hasContradictoryWishes()));
        percent.put("three ballots begun", percentOf(played, run -> run.history().ballots() >= 3));
        percent.put("two ballots passed", percentOf(played, run -> run.count(Count.PASSED) >= 2));
        percent.put("bound after a vote was lost",
                percentOf(played, run -> run.count(Count.VOTES_LOST) > 0 && run.count(Count.BALLOTS_BOUND) > 0));
        System.out.println("Share of runs, in percent, in which it came up: " + percent);

        Map.ofEntries(Map.entry("decided", 50), Map.entry("undecided", 5), Map.entry("known to all", 25),
                Map.entry("contradictory wishes", 60), Map.entry("three ballots begun", 30),
                Map.entry("two ballots passed", 20), Map.entry("bound after a vote was lost", 15),
                Map.entry("BALLOTS_FREE", 60), Map.entry("BALLOTS_BOUND", 40), Map.entry("WISHES_GIVEN_UP", 30),
                Map.entry("VOTES_LOST", 25), Map.entry("OUTBID", 30), Map.entry("REFUSED", 40), Map.entry("LATE", 60),
                Map.entry("TRIED_AGAIN", 20), Map.entry("MESSAGES_DOUBLED", 30), Map.entry("CRASHES", 40),
                Map.entry("CRASHES_BEFORE_WRITING", 20), Map.entry("CRASHES_BEFORE_SENDING", 20))
                .forEach((what, least) -> assertTrue(percent.get(what) >= least,
                        () -> what + " came up in " + percent.get(what) + " % of the runs, which is too seldom"));
    }

    /// Whoever leaves a rule out is found out: with this one check alone, within so many runs. So each check can fail.
    @ParameterizedTest
    @CsvSource(textBlock = """
        TAKES_NO_NOTICE_OF_EARLIER_VOTES,        B3,         100
        TAKES_NO_NOTICE_OF_EARLIER_VOTES,        LEMMA,      500
        TAKES_TOO_SMALL_A_QUORUM,                B2,         100
        VOTES_BELOW_ITS_PROMISE,                 PROMISE,    100
        VOTES_BELOW_ITS_PROMISE,                 B3,        1000
        PASSES_WITHOUT_ALL_VOTES,                PASSED,     100
        FORGETS_ITS_PROMISE_IN_A_CRASH,          PROMISE,    100
        FORGETS_ITS_PROMISE_IN_A_CRASH,          B3,        5000
        FORGETS_ITS_VOTE_IN_A_CRASH,             VOTE,       100
        FORGETS_ITS_VOTE_IN_A_CRASH,             B3,         500
        FORGETS_WHAT_IT_TRIED_IN_A_CRASH,        PROMISE,    100
        FORGETS_WHAT_IT_TRIED_IN_A_CRASH,        B1,         500
        TAKES_ITS_BALLOT_UP_AGAIN_AFTER_A_CRASH, B1,        5000
        SENDS_BEFORE_IT_WRITES,                  PASSED,    1000
        """)
    void aWrongConductIsFoundOut(Conduct wrong, Rule rule, int within) {
        long seed = firstSeedThatBreaks(wrong, EnumSet.of(rule), within);
        String message = violation(seed, wrong, EnumSet.of(rule)).orElseThrow().getMessage();
        System.out.printf("%s: seed %d breaks %s%n", wrong, seed, message);
    }

    /// And it is no mere matter of form: with nothing else checked, two ledgers come to hold different decrees. (Not so
    /// for the two that use a ballot number twice: the voters, who give one vote a ballot, mostly make up for them.)
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE,
            names = {"HONEST", "FORGETS_WHAT_IT_TRIED_IN_A_CRASH", "TAKES_ITS_BALLOT_UP_AGAIN_AFTER_A_CRASH"})
    void aWrongConductBreaksAgreementItself(Conduct wrong) {
        System.out.printf("%s: seed %d breaks agreement%n", wrong,
                firstSeedThatBreaks(wrong, EnumSet.of(Rule.AGREEMENT), 50_000));
    }

    private static LongStream seeds() {
        return SEED == null ? LongStream.range(0, RUNS) : LongStream.of(SEED);
    }

    private static long firstSeedThatBreaks(Conduct wrong, Set<Rule> rules, int within) {
        return LongStream.range(0, within).filter(seed -> violation(seed, wrong, rules).isPresent()).findFirst()
                .orElseGet(() -> fail("%s broke none of %s in %d runs: the checks cannot fail.".formatted(wrong, rules, within)));
    }

    private static Optional<History.Violation> violation(long seed, Conduct conduct, Set<Rule> rules) {
        try {
            new Simulation(seed, conduct, rules, false).storm();
            return Optional.empty();
        } catch (History.Violation violation) {
            return Optional.of(violation);
        }
    }

    private interface Course {
        void play(Simulation simulation);
    }

    private static Simulation play(long seed, Conduct conduct, Set<Rule> rules, Course course) {
        Simulation simulation = new Simulation(seed, conduct, rules, SEED != null);
        try {
            course.play(simulation);
        } catch (RuntimeException | AssertionError failure) {
            Simulation again = new Simulation(seed, conduct, rules, true);
            try {
                course.play(again);
            } catch (RuntimeException | AssertionError _) {
                // As before; now its trace is there.
            }
            throw new AssertionError("Seed %d: %s%nPlay it alone: mvn -o test -Dtest=SimulationTest -Dsimulation.seed=%d%n%s"
                    .formatted(seed, failure.getMessage(), seed, again.lastLines(30)), failure);
        } finally {
            if (SEED != null) {
                System.out.println(simulation.lastLines(Integer.MAX_VALUE));
            }
        }
        return simulation;
    }

    private static int percentOf(List<Simulation> runs, Predicate<Simulation> which) {
        return (int) (100 * runs.stream().filter(which).count() / runs.size());
    }
}
