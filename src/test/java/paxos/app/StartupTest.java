package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartupTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Test
    void countsFromWhatLinuxTells() {
        String stat = "23937 (a (strange) name) R 1 23937 11210 0 -1 4194304 99 0 1 0 0 0 0 0 20 0 1 0 4421998 2998272 389";
        assertEquals(Duration.ofMillis(870), Startup.age(stat, "44220.85 33781.49\n"));
        assertEquals(Duration.ofMillis(0), Startup.age(stat, "44219.98 33781.49\n"));
    }

    @Test
    void tellsOnceAllWindowsAreShown() throws Exception {
        Startup startup = new Startup(3, said::add);
        startup.windowShown();
        startup.windowShown();
        assertNull(said.poll());
        startup.windowShown();
        String line = said.poll(10, TimeUnit.SECONDS);
        assertTrue(line.matches("window shown after [0-9]+ ms, all 3 after [0-9]+ ms"), line);
    }

    @Test
    void tellsOfOneWindowAloneAndOfNodes() throws Exception {
        Startup startup = new Startup(1, said::add);
        startup.windowShown();
        String line = said.poll(10, TimeUnit.SECONDS);
        assertTrue(line.matches("window shown after [0-9]+ ms"), line);
        startup.listening();
        line = said.poll(10, TimeUnit.SECONDS);
        assertTrue(line.matches("listening after [0-9]+ ms"), line);
    }
}
