package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paxos.audit.Check;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.TraceFormat;
import paxos.trace.TraceHeader;
import paxos.view.Auditor;

class TraceCheckTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    @TempDir
    private Path folder;

    @Test
    @Timeout(30)
    void whatWasRecordedIsCheckedBehindTheWindow() throws Exception {
        try (TraceFiles files = TraceFiles.open(List.of(trace())); TraceCheck check = new TraceCheck(files)) {
            Auditor auditor = check.auditor();
            auditor.pulse();
            assertEquals(0, auditor.share().get(), "not begun");
            check.start();
            while (auditor.share().get() < 1) {
                Thread.onSpinWait();
                auditor.pulse();
            }
            assertFalse(auditor.findings().get().isGreen());
            assertEquals(List.of(2L, 5L), auditor.findings().get().of(Check.AGREEMENT).first().getFirst().evidence().stream()
                    .map(Event::number).toList());
        }
    }

    @Test
    @Timeout(30)
    void itIsBrokenOffWhereNobodyLooksAnyMore() throws Exception {
        try (TraceFiles files = TraceFiles.open(List.of(trace()))) {
            TraceCheck check = new TraceCheck(files);
            check.close();
            check.auditor().pulse();
            assertEquals(0, check.auditor().share().get());
            assertTrue(check.auditor().findings().get().isGreen());
        }
    }

    /// Alpha enters 17, beta 99.
    private Path trace() throws Exception {
        TraceFormat format = new TraceFormat(NAMES);
        StringBuilder lines = new StringBuilder(TraceFormat.write(new TraceHeader(NAMES, "", "k1"))).append('\n');
        long number = 0;
        for (String name : NAMES.subList(0, 2)) {
            Ledger ledger = Ledger.BLANK.withDecree(new Decree(name.equals("alpha") ? 17 : 99));
            for (Happening what : List.of(new Happening.Opened("127.0.0.1:8000", State.afterRestart(Ledger.BLANK)),
                    new Happening.PeerSeen("gamma", true), new Happening.Wrote(Ledger.BLANK, ledger))) {
                lines.append(format.write(new Event(number, Instant.EPOCH.plusMillis(number), number, name, what))).append('\n');
                number++;
            }
        }
        Path file = folder.resolve("trace.jsonl");
        Files.writeString(file, lines);
        return file;
    }
}
