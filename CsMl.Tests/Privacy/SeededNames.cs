namespace CsMl.Tests.Privacy;

/// <summary>What is written of a stranger, in many scripts and forms, and each piece of it that must not be seen outside.</summary>
internal static class SeededNames
{
    private static readonly (string Written, string[] Pieces)[] Names =
    [
        ("Kathrin Mosberger", ["Kathrin", "Mosberger"]),
        ("KATHRIN MOSBERGER", ["Kathrin", "Mosberger"]),
        ("kathrin and thorsten", ["kathrin", "thorsten"]),
        ("Mr. mosberger", ["mosberger"]),
        ("john mosberger", ["john", "mosberger"]),
        ("schmidt", ["schmidt"]),
        ("k.mosberger", ["mosberger"]),
        ("K. mosberger", ["mosberger"]),
        ("D'angelopoulos", ["angelopoulos"]),
        ("Kathrin-marlies", ["Kathrin", "marlies"]),
        ("Ka\u02BBahumanu", ["ahumanu"]),
        ("Kath\0rin Mos\u0007berger", ["Kath", "rin", "berger"]),
        ("7Kathrin", ["Kathrin"]),
        ("x@quixotic mosberger@quixotic", ["mosberger", "quixotic"]),
        ("612 345 678", ["612", "345"]),
        ("7946-0958", ["7946", "0958"]),
        ("O'Sullivan-Baptiste", ["Sullivan", "Baptiste"]),
        ("Zoë Ångström", ["Zoë", "Ångström"]),
        ("Łukasz Wójcik", ["Łukasz", "Wójcik"]),
        ("Nguyễn Thị Hương", ["Nguyễn", "Thị", "Hương"]),
        ("Zoe\u0308 Ka\u0308stner", ["Zoe", "stner"]),
        ("Иван Петров", ["Иван", "Петров"]),
        ("Αλέξανδρος Παπαδόπουλος", ["Αλέξανδρος", "Παπαδόπουλος"]),
        ("山田太郎", ["山田", "太郎"]),
        ("김민준", ["김민준"]),
        ("محمد الفاسي", ["محمد", "الفاسي"]),
        ("משה כהן", ["משה", "כהן"]),
        ("สมชาย ใจดี", ["สมชาย", "ใจดี"]),
        ("प्रिया शर्मा", ["प्रिया", "शर्मा"]),
        ("Kathrin's", ["Kathrin"]),
        ("KathrinMosberger", ["Kathrin", "Mosberger"]),
        ("Kath\u200Brin Mos\u00ADberger", ["Kathrin", "Mosberger"]),
        ("Ｋａｔｈｒｉｎ Ｍｏｓｂｅｒｇｅｒ", ["Kathrin", "Mosberger", "Ｋａｔｈｒｉｎ"]),
        ("Kаthrin Mosbеrger", ["thrin", "Mosb"]),
        ("Quixotic Widgetry GmbH", ["Quixotic", "Widgetry"]),
        ("KPMG", ["KPMG"]),
    ];

    private static readonly (string Written, string[] Pieces)[] Addresses =
    [
        ("kathrin.mosberger@quixotic.example", ["mosberger", "quixotic"]),
        ("KATHRIN+tag@QUIXOTIC.CO.UK", ["Kathrin", "Quixotic"]),
        ("mailto:k.m@quixotic.example", ["k.m@", "quixotic"]),
        ("mosberger (at) quixotic (dot) com", ["mosberger", "quixotic"]),
        ("mosberger at quixotic dot com", ["mosberger", "quixotic"]),
        ("mosberger @ quixotic.com", ["mosberger", "quixotic"]),
        ("<kmosb@quixotic>", ["kmosb", "quixotic"]),
        ("用户@例子.公司", ["用户", "例子"]),
        ("@kmosberger", ["kmosberger"]),
    ];

    private static readonly (string Written, string[] Pieces)[] Phones =
    [
        ("+49 170 1234567", ["1234567", "170"]),
        ("+1 (555) 010-9999", ["555", "9999"]),
        ("0043/1/58858-0", ["58858"]),
        ("555.010.9999", ["555", "9999"]),
        ("(020) 7946 0958", ["7946", "0958"]),
        ("01701234567", ["01701234567"]),
        ("+33\u00A01\u00A023\u00A045\u00A067\u00A089", ["45", "67"]),
        ("+４９ １７０ １２３４５６７", ["1234567"]),
        ("٠١٠١٢٣٤٥٦٧٨", ["٠١٠١٢٣٤٥٦٧٨"]),
        ("0170\u00B71234\u00B7567", ["0170", "1234"]),
        ("0170_1234567", ["0170"]),
        ("Tel. 2030-40", ["2030"]),
        ("5\uFE0F\u20E35\uFE0F\u20E35\uFE0F\u20E31\uFE0F\u20E32\uFE0F\u20E33\uFE0F\u20E34", ["5\u20E35", "55"]),
    ];

    private static readonly (string Written, string[] Pieces)[] Links =
    [
        ("https://quixotic.example/u/kmosb?x=1", ["quixotic", "kmosb"]),
        ("www.quixotic.example", ["quixotic"]),
        ("quixotic-widgets.io/team", ["quixotic", "team"]),
        ("//files/home/kmosb/notes", ["kmosb"]),
        (@"C:\Users\kmosb\notes.txt", ["kmosb"]),
        (@"\\fileserver\kmosb", ["fileserver", "kmosb"]),
        ("C:/Users/hope/notes", ["hope"]),
        ("~/hope/notes", ["hope"]),
        ("//files/share/hope", ["hope"]),
        ("x.example/hope", ["hope"]),
    ];

    private static readonly (string Written, string[] Pieces)[] Ids =
    [
        ("8f14e45f-ceea-467f-a8d1-6f1b2c3d4e5f", ["8f14e45f", "ceea"]),
        ("0061x00000AbCdEf", ["0061x", "AbCdEf"]),
        ("INV-2023-00172", ["00172"]),
        ("DE89 3704 0044 0532 0130 00", ["3704", "0532"]),
        ("4111 1111 1111 1111", ["4111"]),
        ("#48213", ["48213"]),
        ("192.168.10.24", ["192.168"]),
        ("00:1B:44:11:3A:B7", ["1B:44"]),
        ("987654", ["987654"]),
        ("DE89.3704.0044.0532.0130.00", ["3704", "0532"]),
        ("customer no. 88231", ["88231"]),
    ];

    public static TheoryData<string, string[]> All
    {
        get
        {
            var all = new TheoryData<string, string[]>();
            foreach (var (written, pieces) in Names.Concat(Addresses).Concat(Phones).Concat(Links).Concat(Ids))
            {
                all.Add(written, pieces);
            }

            return all;
        }
    }
}
