using System.Collections.Frozen;

namespace CsMl.Core.Accounts;

/// <summary>
/// Letters without their accents. The app runs without the culture data of the operating system (InvariantGlobalization), so
/// that <see cref="string.Normalize()"/> takes no letter apart; these are the Latin, Greek and Cyrillic ones of Unicode 16.
/// </summary>
internal static class PlainLetters
{
    /// <summary>A plain letter, and then those that are it with an accent.</summary>
    private static readonly string[] Accented =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
        "bḃḅḇ",
        "cçćĉċčḉ",
        "dďđḋḍḏḑḓ",
        "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ",
        "fḟ",
        "gĝğġģǧǵḡ",
        "hĥħȟḣḥḧḩḫẖ",
        "iìíîïĩīĭįİıǐȉȋḭḯỉị",
        "jĵǰ",
        "kķǩḱḳḵ",
        "lĺļľłḷḹḻḽ",
        "mḿṁṃ",
        "nñńņňǹṅṇṉṋ",
        "oòóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
        "pṕṗ",
        "rŕŗřȑȓṙṛṝṟ",
        "sśŝşšșṡṣṥṧṩ",
        "tţťŧțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
        "vṽṿ",
        "wŵẁẃẅẇẉẘ",
        "xẋẍ",
        "yýÿŷȳẏẙỳỵỷỹ",
        "zźżžẑẓẕ",
        "æǣǽ",
        "øǿ",
        "ſẛ",
        "ʒǯ",
        "αά",
        "εέ",
        "ηή",
        "ιΐίϊ",
        "οό",
        "υΰϋύ",
        "ωώ",
        "гѓ",
        "еѐё",
        "кќ",
        "ії",
    ];

    private static readonly FrozenDictionary<char, string> Plain = Accented
        .SelectMany(letters => letters.Skip(1).Select(accented => KeyValuePair.Create(accented, letters[..1])))
        .Concat([new('ß', "ss"), new('æ', "ae"), new('œ', "oe")])
        .ToFrozenDictionary();

    /// <summary>Null for a letter without an accent.</summary>
    /// <param name="letter">In lower case.</param>
    public static string? Find(char letter) => Plain.GetValueOrDefault(letter);
}
