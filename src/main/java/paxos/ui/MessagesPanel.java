package paxos.ui;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.DoubleExpression;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.FilteredList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.util.Subscription;
import org.controlsfx.control.tableview2.FilteredTableColumn;
import org.controlsfx.control.tableview2.FilteredTableView;
import org.controlsfx.control.tableview2.filter.popupfilter.PopupStringFilter;
import org.controlsfx.control.tableview2.filter.popupfilter.PopupFilter;
import org.controlsfx.control.textfield.TextFields;
import paxos.view.MessageQuery;
import paxos.view.MessageRow;
import paxos.view.NodeModel;
import paxos.view.timeline.Focus;
import paxos.view.timeline.MessageKey;

/// Every message that this legislator sent or received, newest last: sortable, searchable, and each column with a filter
/// of its own.
final class MessagesPanel extends BorderPane {

    private static final double ROW_HEIGHT = 25;
    /// How much of its width a column keeps at least.
    private static final double LEAST = 0.955;
    private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");

    private final FilteredTableView<MessageRow> table = new FilteredTableView<>();
    private final String me;
    private final Focus focus;
    private boolean selecting;
    private boolean toFollow;
    private final TextField search = TextFields.createClearableTextField();

    /// @param scale how large the text is
    /// @param focus what is picked out: a row that is selected, and the other way round
    MessagesPanel(NodeModel model, Colours colours, DoubleExpression scale, Focus focus) {
        this.me = model.name();
        this.focus = focus;
        FilteredList<MessageRow> found = new FilteredList<>(model.messages());
        FilteredTableView.configureForFiltering(table, found);
        table.setId("messages");
        table.getStyleClass().add("messages");
        // Rows of one height: where a row's height changes while it is laid out, TableView2 takes rows away meanwhile, and
        // the layout of the whole window fails (ControlsFX 11.2.4, TableRow2Skin.layoutChildren).
        table.fixedCellSizeProperty().bind(scale.multiply(ROW_HEIGHT));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPlaceholder(new Label("No message here."));
        add("time", 8.5, row -> Times.precise(row.at()));
        FilteredTableColumn<MessageRow, String> direction = add("", 2.5, row -> row.direction().sign());
        direction.setFilterable(false);
        direction.setMaxWidth(direction.getPrefWidth());
        FilteredTableColumn<MessageRow, String> peer = add("peer", 6.5, MessageRow::peer);
        peer.setCellFactory(_ -> new PeerCell(colours));
        add("type", 16, row -> row.type() + " (" + row.modernType() + ")");
        add("ballot", 5.5, row -> row.ballot().isNone() ? "" : row.ballot().toString());
        add("decree", 8.5, row -> row.decree().map(Object::toString).orElse(""));
        addFate();
        setCenter(table);

        search.setId("search");
        search.setPromptText("Find… ballot:4");
        search.setTooltip(new Tooltip("Find messages (Ctrl+F): plain words, or ballot:4 type:voted from:beta decree:17 lost:yes held:yes"));
        search.textProperty().subscribe(text -> {
            MessageQuery query = MessageQuery.parse(text);
            found.setPredicate(text.isBlank() ? null : row -> row.matches(query));
        });
        table.getItems().addListener((ListChangeListener<MessageRow>) change -> {
            boolean more = false;
            while (change.next()) {
                more |= change.wasAdded();
            }
            toFollow |= more;
        });
    }

    /// Scrolls to what is new; called once a pulse. (For each row it would cost more than all else that the window does.)
    void pulse() {
        if (toFollow && table.getSelectionModel().isEmpty() && table.getSortOrder().isEmpty() && !table.getItems().isEmpty()) {
            table.scrollTo(table.getItems().size() - 1);
        }
        toFollow = false;
    }

    /// Connects rows and what is picked out; until that is ended.
    Subscription connect() {
        return focus.picked().subscribe(this::select)
                .and(table.getSelectionModel().selectedItemProperty().subscribe(row -> {
                    if (row != null && !selecting) {
                        focus.pick(key(row), row.ballot());
                    }
                }));
    }

    private MessageKey key(MessageRow row) {
        return new MessageKey(row.direction() == MessageRow.Direction.IN ? row.peer() : me, row.id());
    }

    private void select(Optional<Focus.Picked> picked) {
        selecting = true;
        Optional<MessageRow> row = picked.flatMap(Focus.Picked::message)
                .flatMap(key -> table.getItems().stream().filter(each -> key(each).equals(key)).findFirst());
        row.ifPresentOrElse(found -> {
            if (found != table.getSelectionModel().getSelectedItem()) {
                table.getSelectionModel().select(found);
                table.scrollTo(found);
            }
        }, table.getSelectionModel()::clearSelection);
        selecting = false;
    }

    private FilteredTableColumn<MessageRow, String> add(String title, double width, Function<MessageRow, String> text) {
        return column(title, width, row -> new ReadOnlyObjectWrapper<>(text.apply(row)));
    }

    private void addFate() {
        column("fate", 7.4, row -> row.fate().map(MessageRow.Fate::words)).setCellFactory(_ -> new FateCell());
    }

    private FilteredTableColumn<MessageRow, String> column(String title, double width,
            Function<MessageRow, ObservableValue<String>> text) {
        FilteredTableColumn<MessageRow, String> column = new FilteredTableColumn<>(title);
        column.setCellValueFactory(cell -> text.apply(cell.getValue()));
        column.setPrefWidth(width * 12);
        // Which of them gives way depends on how the table came to its width; so all keep what their words need.
        column.setMinWidth(Math.max(30, width * 12 * LEAST));
        PopupFilter<MessageRow, String> filter = new PopupStringFilter<>(column);
        column.setOnFilterAction(_ -> filter.showPopup());
        table.getColumns().add(column);
        return column;
    }

    FilteredTableView<MessageRow> table() {
        return table;
    }

    /// Where one types what to find; shown by the window beside the tabs.
    TextField search() {
        return search;
    }

    /// What became of the message; where it was lost, in red and with the reason. (A row of its own could not show it:
    /// TableView2 makes its rows itself.)
    private static final class FateCell extends TableCell<MessageRow, String> {

        @Override
        protected void updateItem(String words, boolean empty) {
            super.updateItem(words, empty);
            setText(empty ? "" : words);
            MessageRow row = empty || getIndex() < 0 || getIndex() >= getTableView().getItems().size() ? null
                    : getTableView().getItems().get(getIndex());
            boolean lost = row != null && row.fate().get() == MessageRow.Fate.LOST;
            pseudoClassStateChanged(LOST, lost);
            setTooltip(lost ? new Tooltip(row.lostBecause()) : null);
        }
    }

    private static final class PeerCell extends TableCell<MessageRow, String> {

        private final Colours colours;

        PeerCell(Colours colours) {
            this.colours = colours;
            getStyleClass().add("legislator-name");
        }

        @Override
        protected void updateItem(String peer, boolean empty) {
            super.updateItem(peer, empty);
            setText(empty ? "" : peer);
            colours.paint(this, empty ? "" : peer);
        }
    }
}
