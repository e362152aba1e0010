package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.node.Envelope;
import paxos.node.MemoryDisk;
import paxos.node.Network;
import paxos.view.MessageRow;
import paxos.view.MessageRow.Fate;

/// What becomes of a message is known later than that it was sent: the panel *Messages* takes note.
class FatesTest {

    private static final int BALLOTS = 20;

    @RegisterExtension
    private final Parlour parlour = new Parlour();
    private final SlowMessengers messengers = new SlowMessengers();

    /// Alpha asks beta and gamma many times, and all messengers are on their way.
    @BeforeEach
    void sendMany() {
        parlour.open(new MemoryDisk(), messengers, Optional::empty);
        parlour.ctrl(KeyCode.DIGIT2);
        for (int i = 0; i < BALLOTS; i++) {
            Parlour.join(parlour.hosted(0).node().propose(Optional.empty()));
        }
        // Each asks the two others, itself, and answers itself.
        parlour.await("all are in the table", () -> table().getItems().size() == 4 * BALLOTS);
    }

    @SuppressWarnings("unchecked")
    private TableView<MessageRow> table() {
        return (TableView<MessageRow>) parlour.find(0, "#messages");
    }

    private List<MessageRow> shown() {
        return parlour.onFx(() -> List.copyOf(table().getItems()));
    }

    @Test
    void aSearchForWhatIsLostFindsWhatGetsLostFromNowOn() {
        parlour.onFx(() -> parlour.find(0, "#search", TextField.class).setText("lost:yes"));
        assertEquals(List.of(), shown());

        messengers.lose(0);
        messengers.lose(5);

        parlour.await("two rows", () -> table().getItems().size() == 2);
        assertTrue(shown().stream().allMatch(row -> row.fate().get() == Fate.LOST));
        parlour.awaitPulses();
    }

    @Test
    void whoReadsFurtherUpIsNotTornAwayByAFateThatChanges() {
        parlour.onFx(() -> table().scrollTo(0));
        parlour.await("the first is in sight", () -> firstInSight() == 0);

        IntStream.range(0, messengers.onTheirWay.size()).forEach(messengers::lose);

        parlour.await("all are lost", () -> table().getItems().stream().filter(row -> row.fate().get() == Fate.LOST).count() == 2 * BALLOTS);
        parlour.awaitPulses();
        assertEquals(0, parlour.onFx(this::firstInSight));
    }

    @Test
    void whatIsLostIsRedInTheTableAndSaysWhy() {
        parlour.onFx(() -> table().scrollTo(0));
        parlour.await("the first is in sight", () -> firstInSight() == 0);
        assertEquals(List.of(), lostCells());

        messengers.lose(0);

        parlour.await("one is red", () -> lostCells().size() == 1);
        assertEquals("lost", lostCells().getFirst().getText());
        assertEquals("It lost its way.", lostCells().getFirst().getTooltip().getText());
    }

    private List<TableCell<?, ?>> lostCells() {
        return parlour.onFx(() -> table().lookupAll(".table-cell:lost").stream()
                .<TableCell<?, ?>>map(node -> (TableCell<?, ?>) node).toList());
    }

    private int firstInSight() {
        return ((VirtualFlow<?>) table().lookup(".virtual-flow")).getFirstVisibleCell().getIndex();
    }

    /// Messengers that arrive nowhere, until they are lost.
    private static final class SlowMessengers implements Network {

        private final List<Envelope> onTheirWay = Collections.synchronizedList(new ArrayList<>());
        private volatile Receiver sender;

        void lose(int index) {
            sender.lost(onTheirWay.get(index), "It lost its way.");
        }

        @Override
        public String address() {
            return "127.0.0.1:1";
        }

        @Override
        public Open open(Receiver receiver) {
            sender = receiver;
            return new Open() {
                @Override
                public void send(Envelope envelope) {
                    onTheirWay.add(envelope);
                }

                @Override
                public void crash() {
                }

                @Override
                public void close() {
                }
            };
        }
    }
}
