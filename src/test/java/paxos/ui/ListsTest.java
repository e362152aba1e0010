package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.geometry.VerticalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.controlsfx.control.tableview2.filter.popupfilter.PopupFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import paxos.synod.Decree;
import paxos.view.BallotProgress;
import paxos.view.MessageRow;
import paxos.view.WhyLine;

/// The two lists of a window: why each thing happened, and which messages went.
class ListsTest {

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    // ---- Why

    @Test
    void whyTellsTheStoryInItsOrder() {
        parlour.open(3);
        pass(17);

        List<String> sentences = sentences();
        int last = -1;
        for (String part : List.of("alpha starts ballot", "alpha promised ballot", "alpha counts LastVote", "alpha begins ballot",
                "alpha counts Voted", "the decree has passed")) {
            int found = indexOf(sentences, sentence -> sentence.contains(part));
            assertTrue(found > last, part + " comes later in " + sentences);
            last = found;
        }
        assertTrue(why().getItems().stream().anyMatch(line -> line.section().contains("2.3")), "the paper's section is cited");
    }

    @Test
    void theNewestLineIsVisible() {
        parlour.open(3);

        passManyTimes();

        parlour.await("the newest line is seen", () -> lastSeen() == why().getItems().size() - 1);
        assertTrue(parlour.onFx(() -> why().lookupAll(".why-sentence").stream()
                .anyMatch(label -> ((Label) label).getText().equals(sentences().getLast()))), "its sentence stands there");
    }

    @Test
    void whoScrollsUpReadsInPeace() {
        parlour.open(3);
        passManyTimes();
        parlour.await("the newest line is seen", () -> lastSeen() == why().getItems().size() - 1);

        parlour.robot().moveTo(why()).scroll(30, VerticalDirection.UP);
        parlour.await("scrolled to the top", () -> flow().getFirstVisibleCell().getIndex() == 0);
        int before = why().getItems().size();
        pass(3);
        parlour.awaitPulses();
        assertTrue(why().getItems().size() > before, "there is more");
        assertEquals(0, parlour.onFx(() -> flow().getFirstVisibleCell().getIndex()), "still at the top");
    }

    @SuppressWarnings("unchecked")
    private ListView<WhyLine> why() {
        return parlour.find(0, "#why", ListView.class);
    }

    private List<String> sentences() {
        return parlour.onFx(() -> why().getItems().stream().map(WhyLine::sentence).toList());
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) why().lookup(".virtual-flow");
    }

    private int lastSeen() {
        return flow().getLastVisibleCell().getIndex();
    }

    private static int indexOf(List<String> sentences, Predicate<String> wanted) {
        return sentences.indexOf(sentences.stream().filter(wanted).findFirst().orElse("none"));
    }

    // ---- Messages

    @Test
    void ctrl1AndCtrl2ShowTheTabsAndTheTabCountsTheMessages() {
        parlour.open(3);
        TabPane tabs = parlour.find(0, "#tabs", TabPane.class);
        assertTrue(parlour.find(0, "#search").isVisible(), "what is found is shown on the timeline as well");
        pass(17);

        parlour.ctrl(KeyCode.DIGIT2);
        assertEquals(1, tabs.getSelectionModel().getSelectedIndex());
        assertTrue(parlour.find(0, "#search").isVisible());
        parlour.await("counted", () -> tabs.getTabs().get(1).getText()
                .equals("Messages (%d)".formatted(parlour.model(0).messages().size())));

        parlour.ctrl(KeyCode.DIGIT1);
        assertEquals(0, tabs.getSelectionModel().getSelectedIndex());
    }

    @Test
    void eachMessageHasARowAndTheTableShowsIt() {
        parlour.open(3);
        pass(17);
        parlour.ctrl(KeyCode.DIGIT2);

        parlour.await("all rows", () -> table().getItems().size() == parlour.model(0).messages().size());
        List<String> types = types();
        for (String type : List.of("NextBallot", "LastVote", "BeginBallot", "Voted", "Success")) {
            assertTrue(types.contains(type), type + " in " + types);
        }
        assertEquals(List.of("time", "", "peer", "type", "ballot", "decree", "fate"),
                table().getColumns().stream().map(column -> column.getText()).toList());
        int last = table().getItems().size() - 1;
        MessageRow row = table().getItems().get(last);
        assertEquals(row.peer(), table().getColumns().get(2).getCellData(last));
        assertEquals("%s (%s)".formatted(row.type(), row.modernType()), table().getColumns().get(3).getCellData(last));
        parlour.await("its cell is seen", () -> table().lookupAll(".table-cell").stream().anyMatch(cell ->
                table().getColumns().get(3).getCellData(last).equals(((Labeled) cell).getText())));
    }

    @Test
    void ctrlFFindsMessagesByPlainWordsAndByPlace() {
        parlour.open(3, 2, 1);
        pass(17);
        pass(18);
        parlour.await("both told, and lost", () -> parlour.model(0).messages().stream()
                .filter(row -> row.peer().equals("gamma")).allMatch(row -> row.fate().get() == MessageRow.Fate.LOST));

        parlour.ctrl(KeyCode.F);
        assertTrue(searchField().isFocused(), "Ctrl+F goes to the search field");
        parlour.robot().write("voted");
        parlour.await("only votes", () -> !types().isEmpty() && types().stream().allMatch("Voted"::equals));
        String ballot = parlour.model(0).ballot().get().ballot().toString();
        search("ballot:" + ballot);
        assertTrue(found(row -> row.ballot().toString().equals(ballot)));
        search("lost:yes");
        assertTrue(found(row -> row.peer().equals("gamma") && row.fate().get() == MessageRow.Fate.LOST));
        search("begin peer:beta");
        assertTrue(found(row -> row.type().equals("BeginBallot") && row.peer().equals("beta")));
        search("nothing-like-this");
        assertTrue(table().getItems().isEmpty());
        search("");
        assertEquals(parlour.model(0).messages().size(), table().getItems().size());
    }

    @Test
    void whatIsFoundStaysTrueWhileMoreComes() {
        parlour.open(3);
        pass(17);
        search("voted");
        int before = table().getItems().size();

        pass(18);

        parlour.await("more votes", () -> table().getItems().size() > before);
        assertTrue(types().stream().allMatch("Voted"::equals), types()::toString);
    }

    @Test
    void eachColumnHasAFilterOfItsOwn() {
        parlour.open(3);
        pass(17);
        parlour.ctrl(KeyCode.DIGIT2);
        PopupFilter<?, ?> filter = openFilterOf("type");

        parlour.onFx(() -> filter.setText("begins with \"Voted\""));
        parlour.await("only votes", () -> !types().isEmpty() && types().stream().allMatch("Voted"::equals));
        // Its own vote: that alpha is in the quorum is certain, who else is is not.
        search("peer:alpha");
        assertTrue(found(row -> row.type().equals("Voted") && row.peer().equals("alpha")), "filter and search narrow each other");
        search("");
        parlour.onFx(() -> filter.setText(""));
        assertEquals(parlour.model(0).messages().size(), parlour.onFx(() -> table().getItems().size()));
        parlour.onFx(filter::hide);
    }

    /// Presses the funnel in a column's heading.
    private PopupFilter<?, ?> openFilterOf(String column) {
        Button funnel = parlour.onFx(() -> table().lookupAll(".column-header .label").stream()
                .map(Label.class::cast).filter(label -> label.getText().equals(column))
                .map(label -> (Button) label.lookup(".filter")).findFirst().orElseThrow());
        parlour.onFx(funnel::fire);
        return parlour.onFx(() -> Window.getWindows().stream().filter(PopupFilter.class::isInstance)
                .map(window -> (PopupFilter<?, ?>) window).findFirst().orElseThrow());
    }

    private void search(String words) {
        parlour.ctrl(KeyCode.F);
        parlour.onFx(() -> searchField().setText(words));
    }

    private TextField searchField() {
        return parlour.find(0, "#search", TextField.class);
    }

    /// Whether some rows are found, all of which are like this, and all that are like this are found.
    private boolean found(Predicate<MessageRow> wanted) {
        return parlour.onFx(() -> !table().getItems().isEmpty()
                && List.copyOf(table().getItems()).equals(parlour.model(0).messages().stream().filter(wanted).toList()));
    }

    private List<String> types() {
        return parlour.onFx(() -> table().getItems().stream().map(MessageRow::type).toList());
    }

    @SuppressWarnings("unchecked")
    private TableView<MessageRow> table() {
        return parlour.find(0, "#messages", TableView.class);
    }

    private void passManyTimes() {
        for (int i = 1; i <= 4; i++) {
            pass(i);
        }
    }

    /// Lets alpha conduct a ballot to its end.
    private void pass(int wish) {
        BallotProgress before = parlour.model(0).ballot().get();
        Parlour.join(parlour.hosted(0).node().propose(Optional.of(new Decree(wish))));
        parlour.await("the ballot has passed", () -> parlour.model(0).ballot().get().ballot().isAbove(before.ballot())
                && parlour.model(0).ballot().get().ending() == BallotProgress.Ending.PASSED);
    }
}
