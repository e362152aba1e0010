package paxos.ui;

import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A name, and beside it how its legislator stands; below it where there is no room beside.
final class CardHeading extends Region {

    private static final double GAP = 8;

    private final Label name;
    private final Label standing;

    CardHeading(Label name, Label standing) {
        this.name = name;
        this.standing = standing;
        getStyleClass().add("card-heading");
        getChildren().addAll(name, standing);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double inside(double width) {
        return Math.max(0, width - getInsets().getLeft() - getInsets().getRight());
    }

    private boolean isOneRow(double inside) {
        return name.prefWidth(-1) + GAP + standing.prefWidth(-1) <= inside;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        double upper = name.prefHeight(-1);
        double lower = standing.prefHeight(-1);
        return snapSizeY((isOneRow(inside(width)) ? Math.max(upper, lower) : upper + lower)
                + getInsets().getTop() + getInsets().getBottom());
    }

    @Override
    protected void layoutChildren() {
        Insets insets = getInsets();
        double inside = inside(getWidth());
        double nameWidth = Math.min(inside, name.prefWidth(-1));
        double standingWidth = Math.min(inside, standing.prefWidth(-1));
        double upper = name.prefHeight(-1);
        double lower = standing.prefHeight(-1);
        name.resizeRelocate(insets.getLeft(), insets.getTop(), nameWidth, upper);
        if (isOneRow(inside)) {
            standing.resizeRelocate(insets.getLeft() + inside - standingWidth, insets.getTop() + Math.round((upper - lower) / 2),
                    standingWidth, lower);
        } else {
            standing.resizeRelocate(insets.getLeft(), insets.getTop() + upper, standingWidth, lower);
        }
    }
}
