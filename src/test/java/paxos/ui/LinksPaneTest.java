package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;
import paxos.fault.Link;
import paxos.fault.LinkFaults;
import paxos.fault.Links;

/// The matrix of links, and partitions.
class LinksPaneTest {

    private static final LinkFaults CUT = LinkFaults.NONE.withCut(true);

    @RegisterExtension
    private final Parlour parlour = new Parlour();

    private void open(int legislators, int here) {
        parlour.open(legislators, here, 1);
        parlour.ctrl(KeyCode.L);
        assertTrue(parlour.isShown("#links-pane"));
    }

    private Links links() {
        return parlour.hosted(0).bench().links();
    }

    private Button button(String id) {
        return parlour.anywhere("#" + id, Button.class);
    }

    private Button cell(String from, String to) {
        return button("link-%s-%s".formatted(from, to));
    }

    /// The name that stands left of a row, or above a column.
    private Node heading(int row, int column) {
        GridPane grid = (GridPane) cell("alpha", "beta").getParent();
        return grid.getChildren().stream().filter(each -> GridPane.getRowIndex(each) == row && GridPane.getColumnIndex(each) == column)
                .findFirst().orElseThrow();
    }

    private String chosen() {
        return parlour.onFx(() -> parlour.anywhere("#links-chosen", Labeled.class).getText());
    }

    private String problem(String id) {
        return parlour.onFx(() -> parlour.anywhere("#" + id, Labeled.class).getText());
    }

    private void type(String field, String text) {
        parlour.onFx(() -> parlour.anywhere("#link-" + field, TextField.class).setText(text));
    }

    private String typed(String field) {
        return parlour.onFx(() -> parlour.anywhere("#link-" + field, TextField.class).getText());
    }

    private void set() {
        parlour.work(button("link-set"));
    }

    private Set<Link> faulty() {
        return Set.copyOf(links().all().keySet());
    }

    private static Set<Link> links(String... links) {
        return List.of(links).stream().map(each -> new Link(each.split("→")[0], each.split("→")[1])).collect(Collectors.toSet());
    }

    // ---- The matrix

    @Test
    void eachCellIsALinkAndSetsThatLinkAlone() {
        open(3, 3);
        assertEquals("all links", chosen());
        for (String from : List.of("alpha", "beta", "gamma")) {
            for (String to : List.of("alpha", "beta", "gamma")) {
                if (!from.equals(to)) {
                    assertEquals("✓", parlour.onFx(cell(from, to)::getText));
                    parlour.work(cell(from, to));
                    assertEquals("%s → %s".formatted(from, to), chosen());
                    assertTrue(parlour.has(cell(from, to), "chosen"));
                    assertEquals("0", typed("loss"));
                    type("loss", "30");
                    set();
                    assertEquals(Map.of(new Link(from, to), LinkFaults.NONE.withLoss(30)), links().all());
                    assertEquals("−30%", parlour.onFx(cell(from, to)::getText));
                    assertTrue(parlour.has(cell(from, to), "faulty"));
                    type("loss", "");
                    set();
                    assertEquals(Map.of(), links().all());
                }
            }
        }
    }

    @Test
    void aRowAColumnAndAllLinksAreSetTogether() {
        open(3, 3);
        parlour.work(heading(2, 0));
        assertEquals("all that beta sends", chosen());
        parlour.work(parlour.anywhere("#link-cut", Node.class));
        assertEquals(links("beta→alpha", "beta→gamma"), faulty());
        assertEquals(CUT, links().of("beta", "gamma"));
        assertEquals("✂", parlour.onFx(cell("beta", "gamma")::getText));
        assertTrue(parlour.has(cell("beta", "gamma"), "cut"));

        parlour.work(heading(0, 3));
        assertEquals("all that is sent to gamma", chosen());
        assertFalse(parlour.has(cell("beta", "alpha"), "chosen"));
        type("least", "20");
        type("most", "100");
        type("duplicates", "7");
        parlour.onFx(() -> parlour.anywhere("#link-cut", CheckBox.class).setSelected(false));
        set();
        assertEquals(links("beta→alpha", "beta→gamma", "alpha→gamma"), faulty());
        assertEquals(new LinkFaults(20, 100, 0, 7, false), links().of("beta", "gamma"));
        assertEquals("×2 7%\n+100 ms", parlour.onFx(cell("alpha", "gamma")::getText));
        assertEquals("alpha → gamma: 20 to 100 ms more, 0% lost, 7% doubled", parlour.onFx(() -> cell("alpha", "gamma").getTooltip().getText()));

        parlour.work(button("link-all"));
        assertEquals("all links", chosen());
        type("loss", "1");
        set();
        assertEquals(6, faulty().size());
    }

    @Test
    void enterInAFieldSetsIt() {
        open(3, 3);
        parlour.work(cell("alpha", "beta"));
        parlour.onFx(parlour.anywhere("#link-loss", Node.class)::requestFocus);
        parlour.ctrl(KeyCode.A);
        parlour.robot().write("100");
        parlour.press(KeyCode.ENTER);
        assertEquals(Map.of(new Link("alpha", "beta"), LinkFaults.NONE.withLoss(100)), links().all());
    }

    @Test
    void whatIsWrongWithALinkIsInTheFieldsOnceItIsChosen() {
        open(3, 3);
        links().set("gamma", "alpha", new LinkFaults(1, 2, 3, 4, true));
        parlour.work(cell("gamma", "alpha"));
        assertEquals(List.of("1", "2", "3", "4"), List.of(typed("least"), typed("most"), typed("loss"), typed("duplicates")));
        assertTrue(parlour.onFx(() -> parlour.anywhere("#link-cut", CheckBox.class).isSelected()));
    }

    @Test
    void linksWithNoEndInThisProcessCannotBeSet() {
        open(3, 1);
        assertTrue(cell("beta", "gamma").isDisabled() && cell("gamma", "beta").isDisabled());
        parlour.work(parlour.anywhere("#link-cut", Node.class));
        assertEquals(links("alpha→beta", "alpha→gamma", "beta→alpha", "gamma→alpha"), faulty());
        assertEquals("", problem("links-problem"));
        parlour.work(heading(2, 0));
        type("loss", "5");
        set();
        assertEquals(5, links().of("beta", "alpha").lossPercent());
        assertEquals(4, faulty().size());
    }

    // ---- Numbers that make no sense

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "loss | 101 | A messenger is lost in 0 to 100 of 100 cases, not in 101.",
        "loss | -1 | A messenger is lost in 0 to 100 of 100 cases, not in -1.",
        "duplicates | 1000 | A messenger comes twice in 0 to 100 of 100 cases, not in 1000.",
        "least | 50 | A messenger that walks for 50 ms at least cannot walk for 0 ms at most.",
        "most | 10001 | A messenger walks for 0 to 10000 ms longer, not for 10001 ms.",
        "loss | a few | “a few” is no number: how many of 100 are lost is a whole number.",
        "duplicates | 1.5 | “1.5” is no number: how many of 100 are doubled is a whole number.",
        "least | 1s | “1s” is no number: the shortest delay is a whole number.",
        "most | 99999999999 | “99999999999” is no number: the longest delay is a whole number."})
    void aNumberThatMakesNoSenseIsToldInASentenceAndNothingIsSet(String field, String text, String sentence) {
        open(3, 3);
        parlour.work(cell("alpha", "beta"));
        type(field, text);
        set();
        assertEquals(sentence, problem("links-problem"));
        assertTrue(parlour.isShown("#links-problem"));
        assertEquals(Map.of(), links().all());
        parlour.work(cell("alpha", "gamma"));
        assertFalse(parlour.isShown("#links-problem"));
        assertEquals("0", typed(field));
    }

    // ---- Heal

    @Test
    void healMendsAllAndTheFieldsSayThat() {
        open(3, 3);
        type("loss", "40");
        parlour.work(parlour.anywhere("#link-cut", Node.class));
        assertEquals(6, faulty().size());
        parlour.awaitPulses();
        assertTrue(parlour.has(parlour.find(0, "#faults"), "loud"));
        parlour.work(button("heal"));
        assertEquals(Map.of(), links().all());
        assertEquals("✓", parlour.onFx(cell("beta", "gamma")::getText));
        assertFalse(parlour.onFx(() -> parlour.anywhere("#link-cut", CheckBox.class).isSelected()));
        assertEquals("0", typed("loss"));
        parlour.awaitPulses();
        assertFalse(parlour.has(parlour.find(0, "#faults"), "loud"));
    }

    // ---- Chance

    @Test
    void theSeedIsShownAndAnotherCanBeChosen() {
        open(3, 3);
        assertEquals("1", seed().getText());
        parlour.onFx(seed()::requestFocus);
        parlour.ctrl(KeyCode.A);
        parlour.robot().write("-42");
        parlour.press(KeyCode.ENTER);
        assertEquals(-42, links().seed());
        parlour.ctrl(KeyCode.A);
        parlour.robot().write("lucky");
        parlour.press(KeyCode.ENTER);
        assertEquals(-42, links().seed());
        assertEquals("“lucky” is no seed: a seed is a whole number.", problem("links-problem"));
        parlour.work(button("link-set"));
        parlour.ctrl(KeyCode.L);
        links().seed(7);
        parlour.ctrl(KeyCode.L);
        assertEquals("7", seed().getText());
    }

    private TextField seed() {
        return parlour.anywhere("#link-seed", TextField.class);
    }

    @Test
    void thePausesOfThisPresidentCanBeSwitchedOff() {
        open(3, 3);
        parlour.work(parlour.anywhere("#pauses", Node.class));
        assertTrue(parlour.hosted(0).bench().pauses().isOff());
        assertFalse(parlour.hosted(1).bench().pauses().isOff());
        parlour.work(parlour.anywhere("#pauses", Node.class));
        assertFalse(parlour.hosted(0).bench().pauses().isOff());
    }

    // ---- Of many legislators

    @Test
    void ofManyTheLinksOfOneAreShownAndSetTogether() {
        open(13, 1);
        assertEquals("all links of alpha", chosen());
        assertFalse(parlour.isShown("#link-beta-gamma"));
        parlour.work(button("link-beta-alpha"));
        assertEquals("beta → alpha", chosen());
        parlour.onFx(() -> parlour.anywhere("#link-cut", CheckBox.class).fire());
        assertEquals(Map.of(new Link("beta", "alpha"), CUT), links().all());
        assertEquals("✂", parlour.onFx(cell("beta", "alpha")::getText));

        parlour.work(heading(3, 0));
        assertEquals("alpha ⇄ delta", chosen());
        type("loss", "7");
        set();
        assertEquals(links("beta→alpha", "alpha→delta", "delta→alpha"), faulty());
        parlour.work(heading(0, 1));
        assertEquals("all that alpha sends", chosen());
        type("least", "5");
        type("most", "5");
        set();
        assertEquals(12, links().all().keySet().stream().filter(link -> link.from().equals("alpha")).count());
        parlour.work(heading(0, 2));
        assertEquals("all that is sent to alpha", chosen());
        parlour.work(button("link-all"));
        parlour.onFx(() -> parlour.anywhere("#link-cut", CheckBox.class).setSelected(true));
        set();
        assertEquals(24, faulty().size());
    }

    @Test
    void ofManyWhoseLinksAreShownCanBeChosen() {
        open(13, 1);
        parlour.onFx(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<String> whose = parlour.anywhere("#links-of", ComboBox.class);
            assertEquals("alpha", whose.getValue());
            whose.setValue("nu");
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals("all links of nu", chosen());
        assertTrue(parlour.isShown("#link-nu-mu"));
        assertFalse(parlour.isShown("#link-alpha-beta"));
        assertTrue(parlour.onFx(cell("nu", "mu")::isDisabled), "no end of it is here");
        assertFalse(parlour.onFx(cell("nu", "alpha")::isDisabled));
        parlour.onFx(() -> parlour.anywhere("#link-cut", CheckBox.class).fire());
        assertEquals(links("nu→alpha", "alpha→nu"), faulty());
    }

    @Test
    void withShiftAllThatFollowANameGoToTheNextGroup() {
        open(13, 1);
        askForGroups();
        Button delta = button("chip-delta");
        parlour.onFx(() -> {
            // The headless platform's mouse knows of no keys.
            delta.fireEvent(new MouseEvent(MouseEvent.MOUSE_PRESSED, 1, 1, 1, 1, MouseButton.PRIMARY, 1, true, false, false, false,
                    true, false, false, false, false, true, null));
            delta.fire();
        });
        assertEquals(List.of("alpha", "beta", "gamma"), group(1));
        assertEquals(10, group(2).size());
        assertEquals(List.of("delta", "nu"), List.of(group(2).getFirst(), group(2).getLast()));
        parlour.robot().clickOn(button("chip-delta"));
        assertEquals(List.of("delta"), group(3), "without it, that name alone");
        parlour.work(button("partition-cut"));
        assertEquals(20, faulty().size(), "alpha's links to the ten in other groups, both ways");
    }

    // ---- Partitions

    private void askForGroups() {
        parlour.work(button("partition"));
        assertTrue(parlour.isShown("#partition-pane"));
    }

    private List<String> group(int number) {
        FlowPane group = parlour.anywhere("#group-" + number, FlowPane.class);
        return parlour.onFx(() -> group.getChildren().stream().map(each -> ((Button) each).getText()).toList());
    }

    @Test
    void namesGoToGroupsByClickByDigitAndByDraggingAndTheLinksBetweenAreCut() {
        open(5, 5);
        links().set("alpha", "beta", CUT);
        askForGroups();
        assertEquals(List.of("alpha", "beta", "gamma", "delta", "epsilon"), group(1));
        parlour.work(button("chip-gamma"));
        assertEquals(List.of("gamma"), group(2));
        parlour.onFx(button("chip-delta")::requestFocus);
        parlour.robot().write("3");
        assertEquals(List.of("delta"), group(3));
        parlour.robot().write("2");
        assertEquals(List.of("gamma", "delta"), group(2), "the name keeps the focus");
        parlour.robot().write("4");
        assertEquals(List.of("gamma", "delta"), group(2), "there are three groups");
        Node to = parlour.anywhere("#group-2", Node.class);
        parlour.robot().drag(button("chip-epsilon")).moveTo(to);
        assertTrue(parlour.has(to, "over"));
        parlour.robot().drop();
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of("gamma", "delta", "epsilon"), group(2), "and no further, though a click would");
        assertFalse(parlour.has(to, "over"));
        assertEquals(0, parlour.onFx(button("chip-epsilon")::getTranslateX));
        parlour.work(button("chip-gamma"));
        parlour.work(button("chip-gamma"));
        assertEquals(List.of("alpha", "beta", "gamma"), group(1), "around");
        parlour.work(button("chip-gamma"));
        parlour.work(button("partition-cut"));

        assertTrue(parlour.isShown("#links-pane"), "back at the matrix");
        for (Link link : links("alpha→gamma", "gamma→alpha", "beta→epsilon", "delta→beta")) {
            assertEquals(CUT, links().of(link.from(), link.to()), link.toString());
            assertEquals("✂", parlour.onFx(cell(link.from(), link.to())::getText));
        }
        assertEquals(12, faulty().size());
        assertEquals(LinkFaults.NONE, links().of("alpha", "beta"), "within a group nothing is cut any more");
    }

    @Test
    void everybodyInOneGroupIsNoPartitionAndIsToldSo() {
        open(3, 3);
        askForGroups();
        parlour.work(button("partition-cut"));
        assertEquals("With everybody in one group, nobody is parted from anybody. Leave somebody out, or make a second group.",
                problem("partition-problem"));
        assertTrue(parlour.isShown("#partition-pane"));
        assertEquals(Map.of(), links().all());
        parlour.work(button("chip-beta"));
        assertFalse(parlour.isShown("#partition-problem"));
        parlour.work(button("partition-back"));
        assertTrue(parlour.isShown("#links-pane"));
        assertEquals(Map.of(), links().all(), "not wanted");
    }
}
