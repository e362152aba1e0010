package paxos.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void readsHowManyFilesMayBeOpen() {
        assertEquals(OptionalLong.of(4096), OpenFiles.most("""
                Limit                     Soft Limit           Hard Limit           Units
                Max core file size        0                    unlimited            bytes
                Max open files            4096                 524288               files
                """));
        assertEquals(OptionalLong.empty(), OpenFiles.most("Max open files            unlimited            unlimited            files"));
        assertEquals(OptionalLong.empty(), OpenFiles.most(""));
    }

    @Test
    void aClassNeedsNoMoreThanAnySystemAllows() {
        assertEquals(Optional.empty(), OpenFiles.caution(7, 7, OptionalLong.of(1024)));
        assertEquals(Optional.empty(), OpenFiles.caution(1, 101, OptionalLong.of(1024)));
    }

    @Test
    void saysBeforehandThatManyLegislatorsMayNeedMore() {
        assertEquals("Once each of the 101 legislators here has started a ballot, they keep 20,200 ends of connections open, and this process "
                + "may open 20,000 files. Beyond that messages get lost. Allow it more before you start it (ulimit -n 32768), or host some of "
                + "them in another process.", OpenFiles.caution(101, 101, OptionalLong.of(20_000)).orElseThrow());
        assertTrue(OpenFiles.caution(101, 101, OptionalLong.of(21_263)).isPresent());
        assertEquals(Optional.empty(), OpenFiles.caution(101, 101, OptionalLong.of(21_264)));
        assertEquals(Optional.empty(), OpenFiles.caution(101, 101, OptionalLong.empty()));
    }
}
