package paxos.ui;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Paints a picture with its 256 most frequent colours, which makes the file a third as large: screens have few.
final class FewColours {

    private FewColours() {
    }

    static BufferedImage of(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                // Shades that no eye tells apart count as one.
                counts.merge(picture.getRGB(x, y) & 0xF8F8F8, 1, Integer::sum);
            }
        }
        List<Integer> coarse = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())).limit(256)
                .map(Map.Entry::getKey).toList();
        Map<Integer, Integer> exact = mostFrequentWithin(picture, coarse);
        int[] colours = coarse.stream().mapToInt(exact::get).toArray();
        IndexColorModel palette = new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage painted = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, palette);
        Map<Integer, Integer> nearest = new HashMap<>();
        byte[] pixel = new byte[1];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                pixel[0] = (byte) (int) nearest.computeIfAbsent(picture.getRGB(x, y) & 0xFFFFFF, rgb -> nearest(rgb, colours));
                painted.getRaster().setDataElements(x, y, pixel);
            }
        }
        return painted;
    }

    /// Of each coarse colour the shade that there is most of, so that large areas keep theirs to the bit.
    private static Map<Integer, Integer> mostFrequentWithin(BufferedImage picture, List<Integer> coarse) {
        Map<Integer, Map<Integer, Integer>> shades = new HashMap<>();
        coarse.forEach(colour -> shades.put(colour, new HashMap<>()));
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y) & 0xFFFFFF;
                Map<Integer, Integer> within = shades.get(rgb & 0xF8F8F8);
                if (within != null) {
                    within.merge(rgb, 1, Integer::sum);
                }
            }
        }
        Map<Integer, Integer> most = new HashMap<>();
        shades.forEach((colour, within) -> most.put(colour,
                within.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey()));
        return most;
    }

    private static int nearest(int rgb, int[] colours) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length; i++) {
            int red = (rgb >> 16 & 255) - (colours[i] >> 16 & 255);
            int green = (rgb >> 8 & 255) - (colours[i] >> 8 & 255);
            int blue = (rgb & 255) - (colours[i] & 255);
            int distance = red * red + green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
