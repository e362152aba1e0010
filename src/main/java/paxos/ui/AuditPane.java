package paxos.ui;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import paxos.audit.Check;
import paxos.audit.Findings;
import paxos.audit.Outlook;
import paxos.audit.Violation;
import paxos.view.Auditor;

/// What can still be chosen, and what the checks have come to: green with their count, or red with the evidence, which
/// the timeline shows.
final class AuditPane extends ScrollPane {

    private static final double ONE_ROW = 900;
    private static final PseudoClass DECIDED = PseudoClass.getPseudoClass("decided");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");

    private final Label checking = new Label();
    private final Label sentence = new Label();
    private final Label decrees = new Label();
    private final Map<Check, Label> checks = new EnumMap<>(Check.class);
    private final VBox violations = new VBox();
    private final Consumer<Violation> show;
    private final Subscription hearing;
    private List<Violation> shown = List.of();

    /// @param show shows the evidence
    AuditPane(Auditor auditor, Consumer<Violation> show) {
        Uncached.show(this);
        this.show = show;
        setId("audit");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("audit-scroll");
        sentence.setId("outlook");
        sentence.getStyleClass().add("outlook");
        sentence.setWrapText(true);
        decrees.getStyleClass().add("remark");
        decrees.setId("outlook-decrees");
        decrees.setWrapText(true);
        decrees.managedProperty().bind(decrees.textProperty().isNotEmpty());
        FlowPane row = new FlowPane();
        row.getStyleClass().add("checks");
        // As much as a wide window has; a narrow one wraps them all the same.
        row.setPrefWrapLength(ONE_ROW);
        for (Check check : Check.values()) {
            Label label = new Label();
            label.setId("check-" + check.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            label.getStyleClass().add("check");
            label.setTooltip(new Tooltip());
            checks.put(check, label);
            row.getChildren().add(label);
        }
        checking.setId("audit-progress");
        checking.getStyleClass().add("outlook");
        for (Label label : List.of(checking, sentence)) {
            label.managedProperty().bind(label.visibleProperty());
        }
        checking.visibleProperty().bind(checking.textProperty().isNotEmpty());
        VBox content = new VBox(checking, sentence, decrees, row, violations);
        violations.getStyleClass().add("violations");
        content.getStyleClass().add("audit");
        setContent(content);
        hearing = auditor.findings().subscribe(this::show).and(auditor.outlook().subscribe(this::show))
                .and(auditor.share().subscribe(share -> {
                    checking.setText(share.doubleValue() < 1 ? "Checking what was recorded … %d %%".formatted((int) (100 * share.doubleValue())) : "");
                    sentence.setVisible(share.doubleValue() >= 1);
                }));
    }

    /// Hears of the audit no more, which may outlast the window.
    void dispose() {
        hearing.unsubscribe();
    }

    private void show(Outlook outlook) {
        sentence.setText(outlook.sentence());
        sentence.pseudoClassStateChanged(DECIDED, outlook.decided().isPresent() && outlook.certain());
        decrees.setText(outlook.decided().isPresent() ? ""
                : outlook.chances().stream().map(Outlook.Chance::how).collect(Collectors.joining("  ")));
    }

    private void show(Findings findings) {
        checks.forEach((check, label) -> {
            Findings.Finding finding = findings.of(check);
            boolean broken = finding.broken() > 0;
            label.setText(broken ? "✗ %s: %d broken".formatted(check.title(), finding.broken())
                    : "✓ %s · %,d".formatted(check.title(), finding.made()));
            label.pseudoClassStateChanged(BROKEN, broken);
            label.getTooltip().setText("%s (%s)\nChecked so far: %,d %s.".formatted(check.sentence(), check.section(), finding.made(),
                    check.counted()));
        });
        List<Violation> all = findings.byCheck().values().stream().flatMap(each -> each.first().stream()).toList();
        if (!all.equals(shown)) {
            shown = all;
            violations.getChildren().setAll(all.stream().sorted(Comparator.comparing(Violation::check)).map(this::row).toList());
        }
    }

    private HBox row(Violation violation) {
        Button evidence = new Button("Show");
        evidence.getStyleClass().addAll("tiny-button", "evidence");
        evidence.setMinWidth(Region.USE_PREF_SIZE);
        evidence.setTooltip(new Tooltip("Show the messages and writes that contradict each other on the timeline."));
        evidence.setOnAction(_ -> show.accept(violation));
        Label words = new Label("%s: %s".formatted(violation.check().title(), violation.sentence()));
        words.getStyleClass().add("problem");
        words.setWrapText(true);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(evidence, words);
        row.getStyleClass().add("violation");
        return row;
    }
}
