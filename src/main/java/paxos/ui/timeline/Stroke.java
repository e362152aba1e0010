package paxos.ui.timeline;

import paxos.synod.Message;

/// How a message of each type is drawn, so that types can be told apart without colours: the first round thin, the
/// second thick, questions solid, answers dashed.
///
/// @param width  the line's width in pixels
/// @param head   what its tip looks like
/// @param dashes lengths of dashes and gaps, none for a solid line
record Stroke(double width, Head head, double... dashes) {

    /// What the tip of an arrow looks like.
    enum Head {
        /// An arrow head.
        POINT,
        /// Two strokes, like an arrow head that is open: something higher is there.
        OPEN,
        /// A ring, like a seal: the decree is told.
        RING
    }

    static Stroke of(Message message) {
        return switch (message) {
            case Message.NextBallot _ -> new Stroke(1.6, Head.POINT);
            case Message.LastVote _ -> new Stroke(1.6, Head.POINT, 6, 4);
            case Message.BeginBallot _ -> new Stroke(3, Head.POINT);
            case Message.Voted _ -> new Stroke(3, Head.POINT, 8, 4);
            case Message.Success _ -> new Stroke(1.6, Head.RING, 12, 3, 2, 3);
            case Message.HigherBallot _ -> new Stroke(1.6, Head.OPEN, 2, 3);
        };
    }
}
