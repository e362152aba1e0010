package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.node.Envelope;
import paxos.node.MemoryDisk;
import paxos.node.Network;
import paxos.view.NodeModel.Presence;

/// A window never blocks while its node's disk or network is slow.
class PatienceTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    private final MemoryDisk disk = new MemoryDisk();
    private final SlowNetwork network = new SlowNetwork();
    private final CountDownLatch file = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        network.gate.countDown();
        file.countDown();
    }

    @Test
    void whileTheDiskWritesTheWindowGoesOnAndACrashTakesEffectAfterwards() throws InterruptedException {
        parlour.open(disk, network, Optional::empty);
        network.gate.countDown();
        MemoryDisk.Gate gate = disk.stopNextWrite();
        try {
            parlour.click(0, "#start");
            gate.awaitReached();

            assertWindowIsAlive();
            parlour.click(0, "#crash");
            assertWindowIsAlive();
            assertEquals(Presence.OPEN, parlour.model(0).presence().get(), "the disk is still at it");
        } finally {
            gate.open();
        }
        parlour.awaitPresence(Presence.CRASHED);
        assertFalse(disk.ledger().lastTried().isNone(), "what was being written is there");
    }

    @Test
    void whileTheNetworkSendsTheWindowGoesOnAndACrashTakesEffectAfterwards() throws InterruptedException {
        parlour.open(disk, network, Optional::empty);
        parlour.ctrl(KeyCode.B);
        assertTrue(network.reached.await(10, TimeUnit.SECONDS), "a message is being sent");

        assertWindowIsAlive();
        parlour.ctrl(KeyCode.K);
        assertWindowIsAlive();
        assertEquals(Presence.OPEN, parlour.model(0).presence().get(), "the network is still at it");

        network.gate.countDown();
        parlour.awaitPresence(Presence.CRASHED);
    }

    @Test
    void whileDecreeTxtIsReadTheWindowGoesOn() {
        parlour.open(disk, network, () -> {
            try {
                file.await();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
            return Optional.of("17");
        });

        assertWindowIsAlive();
        assertEquals("–", parlour.text(0, "#decree"));
        file.countDown();
        parlour.await("it was read at last", () -> parlour.text(0, "#decree").equals("17"));
    }

    @Test
    void aDiskThatIsFullCrashesTheNodeAndTheWindowSaysWhy() {
        parlour.open(disk, network, Optional::empty);
        network.gate.countDown();
        disk.failFromNowOn("The disk is full.");

        parlour.ctrl(KeyCode.B);

        parlour.awaitPresence(Presence.CRASHED);
        assertEquals("ALARM  alpha crashed itself, as it could not write its ledger: The disk is full.",
                parlour.text(0, "#alarm .label"));
        assertTrue(parlour.find(0, "#alarm").isVisible());
        disk.mend();
        parlour.ctrl(KeyCode.R);
        parlour.awaitPresence(Presence.OPEN);
    }

    /// Keys and clicks do what they do, and frames are shown.
    private void assertWindowIsAlive() {
        ToggleButton live = parlour.find(0, "#live", ToggleButton.class);
        boolean before = live.isSelected();
        parlour.click(0, "#live");
        assertEquals(!before, live.isSelected(), "a click is handled");
        parlour.ctrl(KeyCode.SPACE);
        assertEquals(before, live.isSelected(), "a key is handled");
        parlour.awaitPulses();
    }

    /// A network that goes nowhere, and stands still in each sending until its gate is opened.
    private static final class SlowNetwork implements Network {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public String address() {
            return "127.0.0.1:1";
        }

        @Override
        public Open open(Receiver receiver) {
            return new Open() {
                @Override
                public void send(Envelope envelope) {
                    reached.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void crash() {
                    // There is nothing to reset.
                }

                @Override
                public void close() {
                    // There is nothing to let go of.
                }
            };
        }
    }
}
