package paxos.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void isTheMiddleOfAnOddNumberInAnyOrder() {
        assertEquals(5, Median.of(List.of(9.0, 1.0, 5.0)));
        assertEquals(8, Median.of(List.of(8)));
    }

    @Test
    void isHalfWayBetweenTheTwoInTheMiddleOfAnEvenNumber() {
        assertEquals(4, Median.of(List.of(7.0, 100.0, 1.0, 1.0)));
        assertEquals(5.5, Median.of(List.of(6, 5)));
    }
}
