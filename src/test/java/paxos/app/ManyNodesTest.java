package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paxos.bench.ParliamentFigures;
import paxos.bench.ParliamentsBench;
import paxos.node.Logs;
import paxos.node.Node;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Reason;
import paxos.trace.Event;
import paxos.trace.Happening;

/// Real nodes, many of them in one process.
@Timeout(120)
class ManyNodesTest {

    @TempDir
    private Path folder;

    /// Of few first, one after the other: so that what all need is loaded before a hundred threads want it at once.
    @BeforeEach
    void warmUp() throws Exception {
        new ParliamentsBench(_ -> { }, Assembled::open, ConfigureArguments::names, List.of(2), 1).run();
    }

    @Test
    void twentyFiveDecideAndAllWriteTheSame() throws Exception {
        List<String> names = ConfigureArguments.names(25);
        try (Assembled parliament = Assembled.open(names, names, folder)) {
            Node president = parliament.nodes().get(7);
            president.propose(Optional.of(new Decree(17))).join();
            Logs.await(parliament.log(), "theta", Happening.Stepped.class, step -> step.why().reason() == Reason.PASSED);
            for (String name : names) {
                Happening.Wrote wrote = Logs.await(parliament.log(), name, Happening.Wrote.class, each -> each.after().decree().isPresent());
                assertEquals(Optional.of(new Decree(17)), wrote.after().decree());
                assertEquals(new Ballot(7), wrote.after().nextBal());
            }
            // Whom it had to do with is known to be there, also before all were looked at.
            for (String name : names.subList(0, 7)) {
                Logs.await(parliament.log(), "theta", Happening.PeerSeen.class, seen -> seen.peer().equals(name) && seen.reachable());
            }
        }
    }

    @Test
    void theBenchTellsOfEachSizeWhatABallotCosts() throws Exception {
        List<String> lines = new ArrayList<>();
        List<ParliamentFigures> figures = new ParliamentsBench(lines::add, Assembled::open, ConfigureArguments::names, List.of(1, 2, 3, 8), 3).run();
        assertEquals(4, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).matches(("parliament of %d: decided in \\d+\\.\\d ms, learned by all in \\d+\\.\\d ms, %d messages, first \\d+ ms")
                    .formatted(new int[] {1, 2, 3, 8}[i], new int[] {0, 5, 8, 29}[i])), lines.get(i));
            assertTrue(figures.get(i).decidedMillis() <= figures.get(i).learnedMillis(), lines.get(i));
        }
        assertEquals(List.of(0, 5, 8, 29), figures.stream().map(ParliamentFigures::messages).toList());
    }

    /// n − 1 others are asked, answer and are told; of the quorum, n/2 others are asked again and vote.
    @Test
    void howManyMessagesTheProtocolTakes() {
        assertEquals(List.of(0, 5, 8, 13, 16, 400), List.of(1, 2, 3, 4, 5, 101).stream().map(ParliamentFigures::undisturbed).toList());
    }

    @Test
    void theBenchLeavesNothingBehindWhateverHappens() {
        Path kept = folder.resolve("made");
        IOException failed = assertThrows(IOException.class, () -> new ParliamentsBench(_ -> { }, (_, _, made) -> {
            Files.writeString(kept, Files.createFile(made.resolve("ledger")).toString());
            throw new IOException("No port is free.");
        }, ConfigureArguments::names, List.of(2), 1).run());
        assertEquals("No port is free.", failed.getMessage());
        Path left = assertDoesRead(kept);
        assertTrue(Files.notExists(left) && Files.notExists(left.getParent()), left.toString());
    }

    private static Path assertDoesRead(Path file) {
        try {
            return Path.of(Files.readString(file));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void ofManyItIsNotToldWhoCanReachWhom() {
        Event seen = new Event(0, Instant.EPOCH, 0, "alpha", new Happening.PeerSeen("beta", true));
        Event left = new Event(1, Instant.EPOCH, 0, "alpha", new Happening.Closed());
        assertEquals(1, Storyteller.of(12, Storyteller::tell).apply(seen).size());
        assertEquals(0, Storyteller.of(13, Storyteller::tell).apply(seen).size());
        assertEquals(1, Storyteller.of(13, Storyteller::tell).apply(left).size());
    }
}
