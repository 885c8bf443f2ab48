namespace CsMl.Tests.Privacy;

/// <summary>A declared person of the generated texts.</summary>
/// <param name="Latin">Other spellings of the parts that may not be seen either.</param>
internal sealed record PersonName(string First, string Last, params string[] Latin)
{
    public string Full => $"{First} {Last}";

    /// <summary>Each part, and each half of one.</summary>
    public IEnumerable<string> Parts =>
        ((string[])[First, Last, .. Latin]).SelectMany(p => p.Split(' ', '-', '\'')).Where(p => p.Length > 1);

    public static IReadOnlyList<PersonName> All { get; } =
    [
        // Ordinary words, and some that they become with an ending.
        new("Hannah", "Gates"),
        new("Oskar", "Winters"),
        new("Priya", "Banks"),
        new("Will", "Price"),
        new("Grace", "Fields"),
        new("Bill", "Waters"),
        new("Hope", "Summers"),
        new("Mark", "Long"),
        new("Rose", "Cook"),
        new("Drew", "Sharp"),
        new("Faith", "Moneypenny"),
        new("Summer", "Rain"),
        new("May", "Day"),
        new("Rich", "Park"),
        new("Sunny", "Best"),
        new("Robert", "Power"),
        new("Elizabeth", "Price-Young"),
        new("Dawn", "Service"),
        new("Frank", "Small"),
        new("Joy", "Page"),
        // Short ones.
        new("Bo", "Xi"),
        new("Al", "Ng"),
        new("Jo", "Wu"),
        new("An", "Do"),
        new("Li", "So"),
        // Letters that keyboards have not.
        new("Jürgen", "Groß-Gerau", "Juergen", "Jurgen", "Gross"),
        new("Zoë", "Ångström", "Zoe", "Aangstroem", "Angstrom"),
        new("Łukasz", "Wójcik", "Lukasz", "Wojcik"),
        new("Siobhán", "O'Rourke", "Siobhan"),
        new("Nguyễn", "Hương", "Nguyen", "Huong"),
        new("Ayşe", "Yıldız", "Ayse", "Yildiz"),
        new("Märta", "Böll", "Maerta", "Boell", "Marta", "Boll"),
        new("Päivi", "Mäki", "Paeivi", "Maeki", "Paivi", "Maki"),
        new("Ágnes", "Szőke", "Agnes", "Szoke"),
        new("Nina", "Dvořáková", "Dvorakova"),
        // Other scripts.
        new("Марк", "Гейтс", "Mark", "Geyts"),
        new("Роман", "Парк", "Roman", "Park"),
        new("Ελένη", "Μαρκ", "Eleni", "Mark"),
        new("민준", "박", "Min", "Park"),
        new("小明", "宋", "Song"),
        new("محمد", "الفاسي"),
        new("משה", "כהן"),
    ];
}
