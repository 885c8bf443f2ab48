namespace CsMl.Local.Sample;

/// <summary>Invented names: all companies differ from each other, and the people are not in any directory.</summary>
internal static class InventedNames
{
    private static readonly string[] First =
    [
        "Papermoon",
        "Quillfeather",
        "Marmalade",
        "Thistlewick",
        "Copperkettle",
        "Wobblecrate",
        "Lanternfish",
        "Gingersnap",
        "Pebblebrook",
        "Snowglobe",
        "Buttonhole",
        "Dandelion",
        "Featherweight",
        "Gooseberry",
        "Honeycomb",
        "Inkwell",
        "Jellybean",
        "Kaleidoscope",
        "Larkspur",
        "Mistletoe",
        "Nightjar",
        "Oddfellow",
        "Periwinkle",
        "Rumpus",
        "Saltmarsh",
    ];

    private static readonly string[] Second =
    [
        "Bakeries",
        "Logistics",
        "Instruments",
        "Textiles",
        "Clinics",
        "Publishing",
        "Ferries",
        "Energy",
        "Hardware",
        "Foods",
        "Robotics",
        "Insurance",
        "Gardens",
        "Studios",
    ];

    private static readonly string[] Given =
    [
        "Ottoline",
        "Barnaby",
        "Ingrid",
        "Caspian",
        "Philippa",
        "Leocadia",
        "Thaddeus",
        "Wilhelmina",
        "Ignatius",
        "Seraphina",
        "Anselm",
    ];

    private static readonly string[] Family =
    [
        "Quickweather",
        "Brambleby",
        "Oxenholt",
        "Featherstone-Gray",
        "Pennywhistle",
        "Underbough",
        "Larkmoor",
        "Tindlewood",
        "Haversack",
        "Applegarth",
        "Winterbourne-Pike",
        "Mossop-Lund",
        "Greengable",
    ];

    /// <summary>Distinct for 350 consecutive numbers, because 25 and 14 have no common factor.</summary>
    public static string Company(int id) => $"{First[id % First.Length]} {Second[id % Second.Length]}";

    public static string Person(int id, int number) =>
        $"{Given[(id + 3 * number) % Given.Length]} {Family[(id + 5 * number) % Family.Length]}";
}
