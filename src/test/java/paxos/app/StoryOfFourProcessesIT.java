package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What a person does with four terminals, done: real processes, real signals, real files, `kill -9` included.
@DisabledOnOs(OS.WINDOWS)
class StoryOfFourProcessesIT {

    @TempDir
    private Path folder;

    @Test
    void threePassADecreeTheFourthLearnsItAndNoKillUndoesIt() throws Exception {
        try (ParliamentFolder parliament = new ParliamentFolder(folder, 4)) {
            List<String> three = List.of("alpha", "beta", "gamma");
            for (String name : three) {
                parliament.enter(name);
            }
            parliament.ballot("beta", three);
            String decree = parliament.commonDecree(three);
            assertEquals("1", decree, "beta's first ballot is 1, and so is its decree, as no decree was asked for");
            assertEquals(Optional.empty(), parliament.decree("delta"));

            parliament.enter("delta");
            parliament.ballot("gamma", parliament.names());
            assertEquals(decree, parliament.commonDecree(parliament.names()));

            parliament.at("alpha").kill();
            List<String> others = List.of("beta", "gamma", "delta");
            parliament.ballot("delta", others);
            parliament.ballot("beta", others);
            assertTrue(parliament.enter("alpha").await("alpha enters the chamber").contains("the decree is " + decree));
            parliament.ballot("alpha", parliament.names());
            assertEquals(decree, parliament.commonDecree(parliament.names()));

            for (String name : parliament.names()) {
                parliament.at(name).signal("TERM");
            }
            for (String name : parliament.names()) {
                assertEquals(0, parliament.at(name).exitCode());
                assertTrue(parliament.at(name).lines().stream().anyMatch(line -> line.endsWith(name + " left in good order.")));
            }
        }
    }

    @Test
    void fiveThatAreKilledAtRandomNeverDisagree() throws Exception {
        long seed = Long.getLong("paxos.seed", System.nanoTime());
        System.out.println("five that are killed at random: seed " + seed);
        Random random = new Random(seed);
        try (ParliamentFolder parliament = new ParliamentFolder(folder, 5)) {
            List<String> names = parliament.names();
            Map<String, StringBuilder> said = new HashMap<>();
            for (String name : names) {
                parliament.enter(name);
                said.put(name, new StringBuilder());
            }
            for (int round = 0; round < 8; round++) {
                // Two presidents at once, and up to two who fall while the ballots run.
                for (int ballots = 0; ballots < 2; ballots++) {
                    parliament.at(names.get(random.nextInt(5))).type("b " + random.nextInt(1000));
                }
                Set<String> fallen = new TreeSet<>(List.of(names.get(random.nextInt(5)), names.get(random.nextInt(5))));
                for (String name : fallen) {
                    parliament.at(name).kill();
                    parliament.at(name).lines().forEach(line -> said.get(name).append(line).append('\n'));
                }
                for (String name : fallen) {
                    parliament.enter(name);
                }
            }
            untilAllKnow(parliament, "epsilon");
            String decree = parliament.commonDecree(names);
            for (String name : names) {
                parliament.at(name).lines().forEach(line -> said.get(name).append(line).append('\n'));
                Matcher told = Pattern.compile("the decree is (-?\\d+)").matcher(said.get(name));
                while (told.find()) {
                    assertEquals(decree, told.group(1), "seed " + seed + ", " + name);
                }
                assertFalse(said.get(name).toString().contains("!!!"), "seed " + seed + ": " + said.get(name));
            }
        }
    }

    /// Presidents of before may still be trying: so a ballot started here may be outbid, and settled by theirs.
    private static void untilAllKnow(ParliamentFolder parliament, String president) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        for (String name : parliament.names()) {
            while (parliament.decree(name).isEmpty()) {
                assertTrue(System.nanoTime() < deadline, name + " does not learn the decree: " + parliament.at(name).lines());
                int mark = parliament.at(president).mark();
                parliament.at(president).signal("TSTP");
                parliament.at(president).await(mark,
                        "the decree has passed|%s (learnt from|knew the decree) ".formatted(president));
            }
        }
    }
}
