package paxos.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Draws what was measured of parliaments of several sizes.
@FunctionalInterface
public interface ParliamentPlot {

    /// Draws it.
    ///
    /// @param figures by size, the smallest first; at least two
    /// @param file    a picture; its ending says of which kind
    /// @throws IOException with a sentence, where it cannot be written
    void draw(List<ParliamentFigures> figures, Path file) throws IOException;
}
