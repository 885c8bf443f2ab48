namespace CsMl.Tests.Privacy;

/// <summary>
/// Names of people who stand in no list of contacts: common ones of many countries, and among the last names as many that
/// are ordinary words of English as a list of the most common ones has, and more.
/// </summary>
internal static class UndeclaredNames
{
    public static readonly string[] First =
    [
        .. (
            "James Mary Robert Patricia John Jennifer Michael Linda William Elizabeth Grace Hope Faith Joy Rose Lily Daisy Violet "
            + "Dawn Summer Autumn April June May Will Bill Mark Frank Jack Chase Hunter Grant Dean Wade Drew Rich Art Gene Ray "
            + "Miles Chip Buck Cliff Rusty Sandy Penny Sunny Melody Harmony Destiny Charity Olive Pearl Ruby Amber Jade Crystal "
            + "Hannah Lukas Leonie Jonas Mia Finn Lina Emil Frieda Anton Juergen Jürgen Uwe Heike Sabine Björn "
            + "Léa Hugo Chloé Jules Manon Théo Camille Noé Zoé Océane Giulia Lorenzo Chiara Matteo Sofia Aurora Ginevra "
            + "Lucía Martín Álvaro Jimena Íñigo Itziar Xavi João Inês Tiago Beatriz Duarte Agnieszka Zbigniew Małgorzata Wojciech "
            + "Jiří Zdeněk Jana Květa Ondřej László Zsófia Gábor Ágnes Szabolcs Mehmet Ayşe Gülşen Emre Çağla Aino Eero Päivi Veikko "
            + "Sigrún Björk Þór Solveig Øyvind Åse Kasper Freja Ngozi Chukwuma Adaeze Kwame Ama Thabo Zanele Naledi Sipho "
            + "Priyanka Arjun Lakshmi Rajesh Ananya Vikram Xiuying Wei Fang Min Jing Haruto Yui Sakura Ren Minjun Seoyeon Jiwoo "
            + "Nguyen Linh Thuy Bo Jo Al Ed Xi Ty Bea Ola Isa Ivo Ugo Ilse Aoife Niamh Siobhán Cillian Rhys Angharad Ewan Iona"
        ).Split(' '),
    ];

    public static readonly string[] Last =
    [
        .. (
            "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Gates Winters Banks Waters Fields Rivers "
            + "Woods Hills Stone Brooks Bridges Wells Price Long Day Park Young King White Black Green Gray Hall Hill Wood Cook "
            + "Baker Cooper Carter Turner Parker Walker Fisher Hunter Mason Porter Archer Fletcher Butler Page Knight Bishop Pope "
            + "Rich Sharp Wise Love Joy Grace Best Power Powers Strong Short Little Small Summers Snow Frost Rain Storm Moon Star "
            + "Sharpe Bell Ball Ford Field Lake Marsh Heath Forest Rose Lane Street Church House Temple Castle Mill Case Cash Penny "
            + "Pound Mark Marks Swift Fast Quick Hunt Chase Wild Fox Wolf Lamb Bird Hawk Swan Crane Fish Bass Pike Ray Berry Rice "
            + "Curry Salmon Ham Bacon Wine Beer Glass Cross Carver Weaver Potter Shepherd Farmer Miner Barber Taylor Singer Major "
            + "Müller Schneider Groß Weiß Schäfer Köhler Zwiebelhofer Fernández Dvořák Nováková Kowalczyk Wiśniewska Szymański "
            + "Dupont Lefèvre Rousseau Beauchamp Rossi Esposito Bianchi Santos Ferreira Özdemir Yılmaz Korhonen Mäkinen Virtanen "
            + "Nagy Szabó Tóth Jónsdóttir Ødegaard Åkerlund Okonkwo Adeyemi Mensah Dlamini Nkosi Sharma Iyer Chatterjee Wang Zhang "
            + "Nguyễn Trần Tanaka Suzuki Kim Park Choi Petrova Shevchenko Papadopoulos O'Brien McCarthy Fitzgerald Llewellyn Ng Wu Xu Le Do"
        ).Split(' '),
    ];

    /// <summary>A name, and what must not be seen of it.</summary>
    public static readonly Func<string, string, (string Text, string[] Parts)>[] Forms =
    [
        (f, l) => ($"{f} {l}", [f, l]),
        (f, l) => ($"{f} {l}", [f, l]),
        (f, l) => ($"{f} {l}'s", [f, l]),
        (f, l) => ($"{l}, {f}", [f, l]),
        (f, l) => ($"{f}-{l}", [f, l]),
        (f, l) => ($"{f[0]}. {l}", [l]),
        (f, l) => ($"{l}, {f[0]}.", [l]),
        (f, l) => ($"{f} {l.ToLowerInvariant()}", [f, l]),
        (f, l) => ($"{f} {l}".ToLowerInvariant(), [f, l]),
        (f, l) => ($"{f} {l}".ToUpperInvariant(), [f, l]),
        (f, l) => ($"Mr {l}", [l]),
        (f, _) => (f, [f]),
        (_, l) => (l, [l]),
    ];

    public static readonly string[] Sentences =
    [
        "call with {0} about the renewal",
        "{0} wants a discount",
        "Escalated by {0} after the outage",
        "Met {0} and the new admin",
        "{0}: contract review",
        "New sponsor is {0}",
        "the invoice goes to {0}, not to finance",
        "Quarterly Business Review With {0}",
    ];
}
