package paxos.ui;

import paxos.view.House;

/// The windows of this process: one for each node that it hosts, tiled over the screen.
public final class Desktop {

    /// Starts JavaFX and shows the windows; returns once they are shown. The nodes need not be open yet: a window
    /// shows its node as it comes.
    ///
    /// @throws UnsupportedOperationException where no display can be opened
    public static Desktop open(House house) {
        throw new UnsupportedOperationException("not yet");
    }

    private Desktop() {
    }

    /// Starts a ballot at the node whose window was last in front. From any thread.
    public void startBallotInFront() {
    }

    /// Waits until the last window is closed.
    ///
    /// @throws InterruptedException where the waiting thread is interrupted
    public void awaitClosed() throws InterruptedException {
    }

    /// Closes the windows and ends JavaFX. From any thread.
    public void close() {
    }
}
