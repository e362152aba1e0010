package paxos.ui.faults;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import paxos.view.FaultDesk;
import paxos.view.HeldMessage;

/// The messages that wait, in the order in which they would be delivered. Each can be delivered, dropped or doubled, by
/// mouse and keys, and moved to another place.
public final class InboxPane extends BorderPane {

    private static final String KEYS = "Enter delivers, Delete drops, D doubles, Alt+Up and Alt+Down move";

    private final FaultDesk desk;
    private final BiConsumer<Node, String> colours;
    private final ListView<HeldMessage> list;
    /// The message chosen last, and where it stood.
    private Optional<HeldMessage> chosen = Optional.empty();
    private int place;
    /// Whether the list is told of a change, so that nobody chose anything.
    private boolean changing;

    /// @param colours gives a node of the scene a legislator's colours
    public InboxPane(FaultDesk desk, BiConsumer<Node, String> colours) {
        this.desk = desk;
        this.colours = colours;
        setId("inbox");
        getStyleClass().add("inbox");
        ObservableList<HeldMessage> held = desk.held();
        // Around what the list makes of a change itself: where all are set anew, it forgets what was chosen, or takes another.
        held.addListener((ListChangeListener<HeldMessage>) _ -> changing = true);
        list = new ListView<>(held);
        list.setId("inbox-list");
        list.setCellFactory(_ -> new Cell());
        Label empty = new Label();
        empty.setWrapText(true);
        empty.getStyleClass().add("remark");
        desk.holding().subscribe(holding -> empty.setText(holding
                ? "Messages that arrive here wait from now on. None is waiting yet."
                : "Messages are read as they arrive. Hold (Space) makes them wait here, to be delivered, dropped or doubled in any order."));
        list.setPlaceholder(empty);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.getSelectionModel().selectedItemProperty().subscribe(this::note);
        held.addListener((ListChangeListener<HeldMessage>) _ -> {
            changing = false;
            chooseAgain();
        });
        setCenter(list);
    }

    private void note(HeldMessage selected) {
        if (selected != null && !changing) {
            chosen = Optional.of(selected);
            place = list.getSelectionModel().getSelectedIndex();
        }
    }

    /// What was chosen stays so where it is moved, or others come and go; where it goes, the one that takes its place is next.
    private void chooseAgain() {
        List<HeldMessage> all = list.getItems();
        chosen.ifPresent(before -> {
            int now = IntStream.range(0, all.size()).filter(i -> all.get(i).number() == before.number()).findFirst()
                    .orElse(Math.min(place, all.size() - 1));
            if (now < 0) {
                chosen = Optional.empty();
            } else {
                list.getSelectionModel().clearAndSelect(now);
            }
        });
    }

    private void key(KeyEvent event) {
        HeldMessage selected = list.getSelectionModel().getSelectedItem();
        if (selected == null) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> desk.deliver(selected);
            case DELETE, BACK_SPACE -> desk.drop(selected);
            case D -> desk.duplicate(selected);
            case UP, DOWN -> {
                if (!event.isAltDown()) {
                    return;
                }
                desk.move(selected, list.getSelectionModel().getSelectedIndex() + (event.getCode() == KeyCode.UP ? -1 : 1));
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// One message, with its buttons.
    private final class Cell extends ListCell<HeldMessage> {

        private final Label words = new Label();
        private final Label foresight = new Label();
        private final HBox row;

        Cell() {
            getStyleClass().add("held-cell");
            words.getStyleClass().add("held-words");
            words.setMinWidth(Region.USE_PREF_SIZE);
            foresight.getStyleClass().add("remark");
            foresight.setTextOverrun(OverrunStyle.ELLIPSIS);
            foresight.setMinWidth(0);
            foresight.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(foresight, Priority.ALWAYS);
            row = new HBox(words, foresight, button("Deliver", "Deliver it now (Enter).", desk::deliver),
                    button("Drop", "It never arrives (Delete).", desk::drop),
                    button("Duplicate", "A second copy waits behind it (D).", desk::duplicate));
            row.getStyleClass().add("held-row");
            row.setMinWidth(0);
            setPrefWidth(0);
            addEventHandler(MouseEvent.DRAG_DETECTED, this::lift);
            setOnDragOver(this::over);
            setOnDragDropped(this::drop);
        }

        private Button button(String text, String tip, Consumer<HeldMessage> action) {
            Button button = new Button(text);
            button.getStyleClass().addAll("tiny-button", "held-" + text.toLowerCase(Locale.ROOT));
            button.setTooltip(new Tooltip(tip));
            button.setFocusTraversable(false);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> action.accept(getItem()));
            return button;
        }

        @Override
        protected void updateItem(HeldMessage held, boolean empty) {
            super.updateItem(held, empty);
            setText(null);
            if (empty) {
                setGraphic(null);
                setContextMenu(null);
                setTooltip(null);
                return;
            }
            words.setText(held.words());
            foresight.setText(held.foresight());
            colours.accept(this, held.from());
            setTooltip(new Tooltip(held.foresight().isEmpty() ? KEYS : held.foresight() + "\n" + KEYS));
            setContextMenu(HeldMenu.of(desk.bench().hold(), held.number()));
            setGraphic(row);
        }

        private void lift(MouseEvent event) {
            if (getItem() != null) {
                ClipboardContent content = new ClipboardContent();
                content.putString(Long.toString(getItem().number()));
                startDragAndDrop(TransferMode.MOVE).setContent(content);
                event.consume();
            }
        }

        private void over(DragEvent event) {
            if (event.getGestureSource() instanceof Cell from && from.getListView() == getListView()) {
                event.acceptTransferModes(TransferMode.MOVE);
                event.consume();
            }
        }

        private void drop(DragEvent event) {
            if (event.getGestureSource() instanceof Cell from && from.getItem() != null) {
                desk.move(from.getItem(), getItem() == null ? getListView().getItems().size() - 1 : getIndex());
                event.setDropCompleted(true);
                event.consume();
            }
        }
    }

    /// Brings the messages into view, and the keys to them.
    public void focusList() {
        list.requestFocus();
        if (list.getSelectionModel().isEmpty()) {
            list.getSelectionModel().selectFirst();
        }
    }
}
