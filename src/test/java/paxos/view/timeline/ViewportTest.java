package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewportTest {

    private static Viewport view(double height, List<Integer> lanes, double scroll) {
        return new Viewport(Axis.WALL_CLOCK, 1000, 0.5, 800, height, lanes, scroll);
    }

    private static List<Integer> lanes(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void aPlaceHasAPixelAndAPixelAPlace() {
        Viewport view = view(300, lanes(3), 0);
        assertEquals(0, view.x(1000));
        assertEquals(50, view.x(1100));
        assertEquals(1100, view.place(50));
        assertEquals(2600, view.to());
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            Viewport any = new Viewport(Axis.LOGICAL_STEPS, random.nextDouble(1e8), Math.pow(10, random.nextDouble(-4, 3)), 800, 300,
                    lanes(3), 0);
            double x = random.nextDouble(-800, 1600);
            assertEquals(x, any.x(any.place(x)), 1e-3 * any.scale());
        }
    }

    @Test
    void zoomingKeepsThePlaceUnderThePointer() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            Viewport view = new Viewport(Axis.WALL_CLOCK, random.nextDouble(1e7), Math.pow(10, random.nextDouble(-3, 2)), 800, 300,
                    lanes(3), 0);
            double x = random.nextDouble(800);
            Viewport zoomed = view.zoomed(Math.pow(10, random.nextDouble(-1, 1)), x);
            assertEquals(x, zoomed.x(view.place(x)), 1e-5);
            assertEquals(view.lanes(), zoomed.lanes());
            Viewport back = zoomed.zoomed(view.scale() / zoomed.scale(), x);
            assertEquals(view.scale(), back.scale(), 1e-9 * view.scale());
            assertEquals(view.x(view.place(3)), back.x(view.place(3)), 1e-4);
        }
    }

    @Test
    void lanesAreInTheOrderOfTheListWhicheverThatIs() {
        Random random = new Random(6);
        for (int size : new int[] {1, 2, 7, 64, 101}) {
            List<Integer> order = new ArrayList<>(lanes(size));
            Collections.shuffle(order, random);
            List<Integer> shown = order.subList(0, 1 + random.nextInt(size));
            Viewport view = view(900, shown, 0);
            double above = -1;
            for (int row = 0; row < shown.size(); row++) {
                double y = view.rowY(row);
                assertTrue(y > above);
                assertEquals(0.5, y - Math.floor(y), "sharp");
                assertEquals(OptionalInt.of(row), view.rowAt(y));
                assertEquals(y, view.ys().get(shown.get(row)));
                above = y;
            }
            assertEquals(shown.size(), view.ys().size(), "hidden ones have no pixel");
            assertEquals(OptionalInt.of(0), view.rowAt(-1e6));
            assertEquals(OptionalInt.of(shown.size() - 1), view.rowAt(1e6));
        }
    }

    @Test
    void betweenTwoLanesTheNearerOneIsMeant() {
        Viewport view = view(300, lanes(4), 0);
        double middle = (view.rowY(1) + view.rowY(2)) / 2;
        assertEquals(OptionalInt.of(1), view.rowAt(middle - 2));
        assertEquals(OptionalInt.of(2), view.rowAt(middle + 2));
    }

    @Test
    void manyLanesAreScrolledAndAllCanBeSeen() {
        Viewport view = view(300, lanes(64), 0);
        assertEquals(Viewport.CLOSEST_LANES, view.laneDistance());
        assertTrue(view.longestScroll() > 0);
        Viewport scrolled = view(300, lanes(64), 100);
        for (int row = 0; row < 64; row++) {
            assertEquals(view.rowY(row) - 100, scrolled.rowY(row));
        }
        Viewport down = view(300, lanes(64), view.longestScroll());
        assertTrue(down.rowY(63) <= 300 - Viewport.MARGIN - Viewport.RULER + 1);
        assertEquals(down.rowY(63), view(300, lanes(64), 1e9).rowY(63), "no farther");
        assertEquals(OptionalInt.of(63), down.rowAt(down.rowY(63)));
        assertEquals(0, view(900, lanes(7), 0).longestScroll(), "where all fit");
        assertEquals(view(900, lanes(7), 0).rowY(3), view(900, lanes(7), 50).rowY(3));
    }

    @Test
    void aPictureWithoutLanesOrRoomIsNoTrouble() {
        Viewport none = view(300, List.of(), 0);
        assertEquals(OptionalInt.empty(), none.rowAt(5));
        assertEquals(Map.of(), none.ys());
        assertEquals(0, none.longestScroll());
        Viewport one = view(0, List.of(2), 0);
        assertEquals(OptionalInt.of(0), one.rowAt(5));
        assertEquals(1, one.ys().size());
        assertEquals(0, one.longestScroll());
        assertEquals(List.of(0, 1), view(0, lanes(2), 0).ys().keySet().stream().sorted().toList());
    }
}
