package paxos.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import paxos.node.Observation;
import paxos.synod.Ledger;
import paxos.synod.Parliament;

/// The cards of all ledgers, side by side, in as few rows as their least width allows; rows are filled evenly. Of many
/// legislators the cards are smaller.
final class LedgerWall extends Region {

    /// From here on legislators are many, and their cards small.
    private static final int MANY = 13;
    private static final double GAP = 8;

    private final SequencedMap<String, LedgerCard> cards = new LinkedHashMap<>();

    /// @param noTelemetry what is said of a legislator of which no record will come
    LedgerWall(Parliament parliament, Colours colours, String noTelemetry) {
        getStyleClass().add("ledger-wall");
        for (String name : parliament.legislators()) {
            LedgerCard card = new LedgerCard(name, colours, parliament.size() >= MANY, noTelemetry);
            cards.put(name, card);
            getChildren().add(card);
        }
    }

    /// Shows all ledgers of a moment; called once a pulse.
    ///
    /// @param telemetry how it stands with the record of whoever is not heard as a matter of course
    /// @param files     what the files of a legislator say, where they are looked at
    void show(Moment moment, Map<String, Observation.State> telemetry, Function<String, Optional<Ledger>> files) {
        cards.forEach((name, card) -> card.show(moment.entries().apply(name),
                telemetry.getOrDefault(name, Observation.State.STREAMING), files.apply(name), moment.past()));
    }

    // ---- Layout

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double leastWidth() {
        return cards.sequencedValues().stream().mapToDouble(card -> card.minWidth(-1)).max().orElseThrow();
    }

    /// How many cards beside each other, so that all rows but the last have as many.
    private int columns(double inside) {
        int most = Math.clamp((long) ((inside + GAP) / (leastWidth() + GAP)), 1, cards.size());
        int rows = (cards.size() + most - 1) / most;
        return (cards.size() + rows - 1) / rows;
    }

    private static double cardWidth(double inside, int columns) {
        return Math.floor((inside - GAP * (columns - 1)) / columns);
    }

    private double rowHeight(double width) {
        return cards.sequencedValues().stream().mapToDouble(card -> card.prefHeight(width)).max().orElseThrow();
    }

    @Override
    protected double computeMinWidth(double height) {
        return leastWidth() + getInsets().getLeft() + getInsets().getRight();
    }

    @Override
    protected double computePrefWidth(double height) {
        return computeMinWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        Insets insets = getInsets();
        double inside = Math.max(width, computeMinWidth(-1)) - insets.getLeft() - insets.getRight();
        int columns = columns(inside);
        int rows = (cards.size() + columns - 1) / columns;
        return rows * rowHeight(cardWidth(inside, columns)) + GAP * (rows - 1) + insets.getTop() + insets.getBottom();
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double inside = getWidth() - insets.getLeft() - insets.getRight();
        int columns = columns(inside);
        int rows = (cards.size() + columns - 1) / columns;
        double width = cardWidth(inside, columns);
        double height = (getHeight() - insets.getTop() - insets.getBottom() - GAP * (rows - 1)) / rows;
        List<Node> all = List.copyOf(getManagedChildren());
        for (int i = 0; i < all.size(); i++) {
            all.get(i).resizeRelocate(insets.getLeft() + i % columns * (width + GAP),
                    insets.getTop() + i / columns * (height + GAP), width, Math.floor(height));
        }
    }
}
