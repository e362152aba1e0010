package paxos.ui.faults;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.SplitMenuButton;
import paxos.fault.Comeback;
import paxos.trace.Rule;
import paxos.view.FaultDesk;

/// Brings a legislator back, with its disk as it was kept or damaged. What each does to the promise is said beforehand.
final class ComebackMenu {

    private static final double WIDTH = 440;
    private static final PseudoClass FORBIDDEN = PseudoClass.getPseudoClass("forbidden");

    private ComebackMenu() {
    }

    /// Keeps the button's menu up to date.
    static void fill(SplitMenuButton button, FaultDesk desk) {
        desk.comebacks().subscribe(all -> show(button, desk, all));
        // The ways are the same, but not what is forbidden.
        desk.rulesOff().subscribe(_ -> show(button, desk, desk.comebacks().get()));
    }

    private static void show(SplitMenuButton button, FaultDesk desk, List<Comeback> all) {
        button.getItems().setAll(all.stream().map(each -> item(desk, each)).toList());
    }

    private static CustomMenuItem item(FaultDesk desk, Comeback comeback) {
        Label title = new Label(comeback.title());
        title.getStyleClass().add("rule-title");
        BenchPane words = new BenchPane();
        words.getStyleClass().setAll("comeback");
        words.getChildren().addAll(title, BenchPane.wrapping(comeback.sentence(), "quotation"));
        words.setPrefWidth(WIDTH);
        words.setMaxWidth(WIDTH);
        Set<Rule> off = desk.rulesOff().get();
        // With the disk as it is it may always come back.
        comeback.refusal(off).filter(_ -> comeback.damage().isPresent()).ifPresent(refusal -> {
            words.pseudoClassStateChanged(FORBIDDEN, true);
            words.getChildren().add(BenchPane.wrapping(refusal, "problem"));
        });
        CustomMenuItem item = new CustomMenuItem(words);
        item.setId("comeback-" + comeback.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
        item.setOnAction(_ -> desk.restart(comeback));
        return item;
    }
}
