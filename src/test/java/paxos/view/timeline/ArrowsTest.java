package paxos.view.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Ballot;
import paxos.synod.Message;

class ArrowsTest {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma");
    private static final Message NEXT = new Message.NextBallot(new Ballot(0));

    private static int add(Arrows arrows, int number, double wall, int step) {
        return arrows.add(number % 3, (number + 1) % 3, NEXT, "k-" + number, number, new Spot(wall, step, number), 0);
    }

    private static List<Integer> within(Arrows arrows, Axis axis, double from, double to) {
        List<Integer> within = new ArrayList<>();
        arrows.within(axis, from, to, within::add);
        return within;
    }

    private static List<Integer> bruteForce(Arrows arrows, Axis axis, double from, double to) {
        return IntStream.range(arrows.first(), arrows.next())
                .filter(arrow -> arrows.start(axis, arrow) <= to && arrows.end(axis, arrow) >= from).boxed().toList();
    }

    /// Several pages, some of them gone; arrows that walk for ever, that end twice, and that end far from where they began.
    @Test
    void whatIsWithinAStretchIsFoundAndNothingElse() {
        for (long seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Arrows arrows = new Arrows(NAMES, Arrows.PAGE);
            int count = random.nextInt(1, 5 * Arrows.PAGE);
            double wall = 0;
            for (int i = 0; i < count; i++) {
                wall += random.nextDouble(3);
                int arrow = add(arrows, i, wall, i / 3);
                int settling = random.nextInt(100) == 0 ? Math.max(arrows.first(), arrow - random.nextInt(5_000)) : arrow;
                if (random.nextInt(50) != 0) {
                    Fate fate = random.nextBoolean() ? Fate.LOST : Fate.RECEIVED;
                    double far = random.nextInt(200) == 0 ? 10_000 : 5;
                    arrows.settle(settling, fate, new Spot(arrows.start(Axis.WALL_CLOCK, settling) + random.nextDouble(far),
                            (int) arrows.start(Axis.LOGICAL_STEPS, settling) + 1 + random.nextInt((int) far), i), 0, 0);
                }
            }
            for (int i = 0; i < 60; i++) {
                Axis axis = random.nextBoolean() ? Axis.WALL_CLOCK : Axis.LOGICAL_STEPS;
                double end = axis == Axis.WALL_CLOCK ? wall : count / 3.0;
                double from = random.nextDouble(-10, end + 10);
                double to = from + (random.nextBoolean() ? random.nextDouble(10) : random.nextDouble(end));
                assertEquals(bruteForce(arrows, axis, from, to), within(arrows, axis, from, to), "seed " + seed);
            }
            int walkers = (int) IntStream.range(arrows.first(), arrows.next()).filter(arrow -> arrows.fate(arrow) == Fate.WALKING).count();
            assertEquals(walkers, arrows.walking(), "seed " + seed);
            List<Integer> walking = new ArrayList<>();
            arrows.walking(walking::add);
            assertEquals(walkers, walking.size());
            assertTrue(walking.stream().allMatch(arrow -> arrows.fate(arrow) == Fate.WALKING));
        }
    }

    @Test
    void anArrowIsWithinAStretchAlsoWhereTheyOnlyTouch() {
        Arrows arrows = new Arrows(NAMES, Arrows.PAGE);
        arrows.settle(add(arrows, 0, 10, 3), Fate.RECEIVED, new Spot(20, 5, 1), 0, 0);
        assertEquals(List.of(0), within(arrows, Axis.WALL_CLOCK, 20, 30));
        assertEquals(List.of(0), within(arrows, Axis.WALL_CLOCK, 0, 10));
        assertEquals(List.of(0), within(arrows, Axis.WALL_CLOCK, 14, 15));
        assertEquals(List.of(), within(arrows, Axis.WALL_CLOCK, 20.001, 30));
        assertEquals(List.of(), within(arrows, Axis.WALL_CLOCK, 0, 9.999));
        assertEquals(List.of(0), within(arrows, Axis.LOGICAL_STEPS, 5, 9));
        assertEquals(List.of(0), within(arrows, Axis.LOGICAL_STEPS, 0, 3));
    }

    @Test
    void whoHasEnoughIsToldNoMore() {
        Arrows arrows = new Arrows(NAMES, Arrows.PAGE);
        IntStream.range(0, 2 * Arrows.PAGE).forEach(i -> add(arrows, i, i, i));
        List<Integer> told = new ArrayList<>();
        assertFalse(arrows.withinWhile(Axis.WALL_CLOCK, 0, 1e9, arrow -> {
            told.add(arrow);
            return told.size() < 5;
        }));
        assertEquals(List.of(0, 1, 2, 3, 4), told);
        assertTrue(arrows.withinWhile(Axis.WALL_CLOCK, 0, 1e9, _ -> true));
    }

    @Test
    void wholePagesOfTheOldestMakeWay() {
        Arrows arrows = new Arrows(NAMES, Arrows.PAGE);
        for (int i = 0; i < 10 * Arrows.PAGE; i++) {
            int arrow = add(arrows, i, i, i);
            if (i % 2 == 0) {
                arrows.settle(arrow, Fate.RECEIVED, new Spot(i + 1, i + 1, i), 0, 0);
            }
            assertTrue(arrows.next() - arrows.first() >= Math.min(i + 1, Arrows.PAGE), "so many are kept at least");
            assertTrue(arrows.next() - arrows.first() <= 3 * Arrows.PAGE);
        }
        assertEquals(0, arrows.first() % Arrows.PAGE);
        assertEquals((arrows.next() - arrows.first()) / 2, arrows.walking(), "those that went with their page walk no more");
        assertFalse(arrows.has(arrows.first() - 1));
        assertFalse(arrows.has(-1));
        assertTrue(arrows.has(arrows.first()));
        assertFalse(arrows.has(arrows.next()));
        for (int arrow = arrows.first(); arrow < arrows.next(); arrow++) {
            assertEquals("k-" + arrow, arrows.get(arrow).id());
            assertEquals(arrow, arrows.get(arrow).start().step());
        }
        assertEquals(Optional.of(arrows.first()), arrows.find(new MessageKey(NAMES.get(arrows.first() % 3), "k-" + arrows.first())));
        int gone = arrows.first() - 1;
        assertEquals(Optional.empty(), arrows.find(new MessageKey(NAMES.get(gone % 3), "k-" + gone)));
        assertEquals(bruteForce(arrows, Axis.WALL_CLOCK, 0, 1e9), within(arrows, Axis.WALL_CLOCK, 0, 1e9));
    }

    @Test
    void everyMessageIsFoundByItsIdHoweverManyThereAre() {
        Arrows arrows = new Arrows(NAMES, 1_000_000);
        for (int i = 0; i < 30_000; i++) {
            add(arrows, i, i, i);
        }
        for (int i = 0; i < 30_000; i++) {
            assertEquals(Optional.of(i), arrows.find(new MessageKey(NAMES.get(i % 3), "k-" + i)));
            assertEquals(i, arrows.find(i % 3, (i + 1) % 3, "k-" + i, NEXT, Integer.MAX_VALUE));
            assertEquals(Arrows.NONE, arrows.find(i % 3, i % 3, "k-" + i, NEXT, Integer.MAX_VALUE), "another receiver");
        }
        assertEquals(Arrows.NONE, arrows.find(0, 1, "k-0", NEXT, 100), "not among the newest");
    }

    @Test
    void aLamportClockMayBeAsHighAsTheWireAllows() {
        Arrows arrows = new Arrows(NAMES, 10);
        int arrow = arrows.add(0, 1, NEXT, "x", 1L << 53, new Spot(0, 0, 0), 0);
        assertEquals(1L << 53, arrows.get(arrow).lamport());
    }

    /// What a message needs besides is measured by [Fill].
    @Test
    void theColumnsOfAMessageTakeAHundredBytesAtMost() {
        int bytes = 0;
        for (Field field : ArrowPage.class.getDeclaredFields()) {
            Class<?> type = field.getType();
            // Times by a clock: four bytes each, unless the clock leaps.
            bytes += type == Times.class ? Integer.BYTES : 0;
            boolean column = type.isArray() && type.getComponentType().isPrimitive() && !List.of("least", "most").contains(field.getName());
            if (column && !Modifier.isStatic(field.getModifiers())) {
                bytes += switch (type.getComponentType().getName()) {
                    case "double", "long" -> 8;
                    case "int" -> 4;
                    case "short" -> 2;
                    case "byte" -> 1;
                    default -> throw new AssertionError("a column of " + Arrays.toString(new Class<?>[] {type}));
                };
            }
        }
        assertEquals(bytes, ArrowPage.bytesEach());
        assertTrue(bytes <= 100, bytes + " bytes");
    }
}
