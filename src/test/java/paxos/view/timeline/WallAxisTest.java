package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WallAxisTest {

    private static final long BEGIN = 1_795_000_000_000_000L;

    private final WallAxis axis = new WallAxis();

    private double place(long millis, boolean idle) {
        return axis.place(BEGIN + millis * 1000, idle);
    }

    private double now(long millis, boolean idle) {
        return axis.now(BEGIN + millis * 1000, idle);
    }

    private List<String> cuts(double from, double to) {
        List<String> cuts = new ArrayList<>();
        axis.cuts(from, to, (place, millis) -> cuts.add(place + ": " + millis));
        return cuts;
    }

    @Test
    void beginsAtZeroWithTheFirstThingThatHappens() {
        assertEquals(0, now(7, true));
        assertEquals(0, axis.placeOf(BEGIN));
        assertEquals(0, axis.microsAt(3));
        assertEquals(List.of(), cuts(0, 10));
        assertEquals(0, place(5_000, true));
        assertEquals(BEGIN + 5_000_000, axis.microsAt(0));
    }

    @Test
    void isTrueToTheClockWhileMessengersWalk() {
        place(0, true);
        assertEquals(600, place(600, false));
        assertEquals(3_600, place(3_600, false));
        assertEquals(3_600.001, axis.place(BEGIN + 3_600_001, false), 1e-9);
    }

    @Test
    void shortensIdleTimeAndSaysWhere() {
        place(0, true);
        assertEquals(WallAxis.LONGEST_IDLE, place(3_600_000, true));
        assertEquals(WallAxis.LONGEST_IDLE + 50, place(3_600_050, true));
        assertEquals(List.of("400.0: 3599600.0"), cuts(0, 1000));
        assertEquals(List.of("400.0: 3599600.0"), cuts(400, 400));
        assertEquals(List.of(), cuts(401, 1000));
        assertEquals(List.of(), cuts(0, 399));
    }

    @Test
    void doesNotShortenWhatIsShort() {
        place(0, true);
        assertEquals(400, place(400, true));
        assertEquals(List.of(), cuts(0, 1000));
    }

    @Test
    void waitsForAMessengerOfWhomNothingIsHeardButNotForEver() {
        place(0, true);
        assertEquals(9_999, place(9_999, false));
        assertEquals(19_999, now(1_000_000, false));
        assertEquals(19_999, place(1_000_000, false));
        assertEquals(List.of("19999.0: 980001.0"), cuts(0, 1e9));
    }

    @Test
    void nowDoesNotMoveTheAxis() {
        place(0, true);
        assertEquals(250, now(250, false));
        assertEquals(400, now(60_000, true));
        assertEquals(0, now(-60_000, true));
        assertEquals(300, place(300, false));
        assertEquals(List.of(), cuts(0, 1000));
    }

    @Test
    void whatIsToldLateStandsWhereItHappened() {
        place(0, true);
        place(100, false);
        place(50_000, true);
        assertEquals(40, place(40, true));
        assertEquals(500, place(30_000, true), "in time that was left out: where the axis goes on");
        assertEquals(0, place(-5, true), "nothing is left of the left end");
        assertEquals(0, place(-600_000, true), "also where the axis has breaks");
        assertEquals(510, place(50_010, false));
    }

    @Test
    void aTimeFoundAgainHasTheSamePlace() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WallAxis tried = new WallAxis();
            List<Long> times = new ArrayList<>();
            long at = BEGIN;
            for (int i = 0; i < 60; i++) {
                at += random.nextInt(4) == 0 ? random.nextLong(30_000_000) : random.nextLong(500_000);
                boolean idle = random.nextBoolean();
                double now = tried.now(at, idle);
                double place = tried.place(at, idle);
                assertEquals(now, place, 1e-6, "seed " + seed + ": the clock had got there");
                times.add(at);
            }
            double last = -1;
            for (long time : times) {
                double place = tried.placeOf(time);
                assertTrue(place > last || time == times.getFirst(), "seed " + seed + ": order is kept");
                assertEquals(time, tried.microsAt(place), 1, "seed " + seed);
                last = place;
            }
            // The way back: each place has a time, and that time this place.
            for (double place = 0; place < last; place += last / 500) {
                assertEquals(place, tried.placeOf(tried.microsAt(place)), 0.001, "seed " + seed);
            }
            double[] cut = {0};
            tried.cuts(0, last, (_, millis) -> cut[0] += millis);
            assertEquals((times.getLast() - times.getFirst()) / 1e3, last + cut[0], 1e-3, "seed " + seed + ": no time is lost");
        }
    }

    @Test
    void theOldestOfTooManyBreaksAreJoinedToOne() {
        int breaks = WallAxis.MOST_BREAKS + 10;
        for (int i = 0; i <= breaks; i++) {
            assertEquals(400.0 * i, place(1_000L * i, true), 1e-6);
        }
        assertEquals(400.0 * breaks, axis.placeOf(BEGIN + 1_000_000L * breaks), 1e-6);
        assertEquals(BEGIN + 1_000_000L * breaks, axis.microsAt(400.0 * breaks));
        assertEquals(BEGIN + 1_000_000L * 5_000, axis.microsAt(400.0 * 5_000), "the later ones are as they were");
        double[] cut = {0, 0};
        axis.cuts(0, 1e12, (_, millis) -> {
            cut[0] += millis;
            cut[1]++;
        });
        assertEquals(600.0 * breaks, cut[0], 1e-3, "no time is lost");
        assertTrue(cut[1] <= WallAxis.MOST_BREAKS && cut[1] > WallAxis.MOST_BREAKS / 2.0);
        assertEquals(BEGIN, axis.microsAt(0));
    }

    @Test
    void layingOutAnewComesToTheSameWhereNothingHasChanged() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WallAxis grown = new WallAxis();
            Stretches stretches = new Stretches(1);
            record Walk(long from, long to) {
            }
            List<Walk> walks = new ArrayList<>();
            long at = BEGIN;
            for (int i = 0; i < 40; i++) {
                at += random.nextInt(4) == 0 ? random.nextLong(3_000_000) : random.nextLong(5_000);
                walks.add(new Walk(at, at + (random.nextInt(3) == 0 ? 0 : random.nextLong(1, 30_000_000))));
            }
            record Moment(long at, int more) {
            }
            List<Moment> moments = new ArrayList<>();
            for (Walk walk : walks) {
                stretches.add(walk.from(), walk.to());
                moments.add(new Moment(walk.from(), 1));
                moments.add(new Moment(walk.to(), -1));
            }
            moments.sort(Comparator.comparingLong(Moment::at).thenComparingInt(moment -> -moment.more()));
            int walking = 0;
            for (Moment moment : moments) {
                grown.place(moment.at(), walking == 0);
                walking += moment.more();
            }
            WallAxis laidOut = new WallAxis();
            laidOut.place(BEGIN - 99, true);
            stretches.layOut(laidOut);
            for (Walk walk : walks) {
                assertEquals(grown.placeOf(walk.from()), laidOut.placeOf(walk.from()), "seed " + seed);
                assertEquals(grown.placeOf(walk.to()), laidOut.placeOf(walk.to()), "seed " + seed);
            }
            assertEquals(grown.latest(), laidOut.latest());
        }
    }
}
