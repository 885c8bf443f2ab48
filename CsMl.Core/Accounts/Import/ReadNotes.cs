using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// How one JSON object of facts is read, and what was found beside its values. Without notes a reader is strict and
/// passes over unknown fields.
/// </summary>
internal sealed class ReadNotes
{
    /// <summary>
    /// True for an import: fields are known by the names of CRMs too, texts are trimmed, and numbers and dates may be
    /// texts.
    /// </summary>
    public bool IsLenient { get; init; }

    public NumberFormat? Numbers { get; init; }

    public DateOrder? Dates { get; init; }

    /// <summary>How the caller would settle a value with two meanings.</summary>
    public OptionStyle Style { get; init; }

    /// <summary>The scale of the health scores in the input.</summary>
    public HealthScale Scale { get; init; } = HealthScale.Hundred;

    /// <summary>True if the object is an item, and names the account that it belongs to.</summary>
    public bool IsItem { get; init; }

    /// <summary>The account that an item belongs to.</summary>
    public string? AccountId { get; set; }

    /// <summary>How weak the name of the field is that <see cref="AccountId"/> was read from; null if from none.</summary>
    public int? AccountWeakness { get; set; }

    /// <summary>True if a field of the object itself is given twice, so that nobody knows which value is right.</summary>
    public bool IsAmbiguous { get; set; }

    /// <summary>Problems of the row, those found before it was read included.</summary>
    public FieldErrors Problems { get; } = new();

    /// <summary>Why the object cannot be read at all; null if it can.</summary>
    public FieldError? Refusal { get; private set; }

    public void Refuse(FieldError refusal) => Refusal = refusal;

    /// <summary>Fields that were emptied: null, an empty list, false.</summary>
    public List<string> Emptied { get; } = [];

    /// <summary>Words of the object that no table of words knows.</summary>
    public IReadOnlyList<UnknownWord> UnknownWords { get; set; } = [];

    /// <summary>Called for each health score, converted to 0–100.</summary>
    public Action<double>? Score { get; init; }

    /// <summary>Called for each unknown field, with the nearest known name.</summary>
    public Action<string, string?>? Unknown { get; init; }
}
