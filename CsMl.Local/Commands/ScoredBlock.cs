using System.Buffers;
using System.Text.Json;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>
/// The predictions of one block as bytes, ready to be written, and the errors of its lines. It is reused for many
/// blocks, because new buffers of this size would be garbage that only a full collection frees.
/// </summary>
internal sealed class ScoredBlock : IAccountVisitor, IDisposable
{
    private static readonly RiskScale Scale = new();

    private readonly ScoreTerms _terms;
    private readonly ArrayBufferWriter<byte> _output = new(ReadBlocks.BlockSize);
    private readonly Utf8JsonWriter _json;

    public ScoredBlock(ScoreTerms terms)
    {
        _terms = terms;
        // The writer's own encoder decides the escaping; the serializer's option has no effect here.
        _json = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = PredictionJson.Plain.Options.Encoder });
    }

    public ReadOnlyMemory<byte> Output => _output.WrittenMemory;

    public List<string> Complaints { get; } = [];

    public int Scored { get; private set; }

    /// <summary>Size of the block's input in bytes.</summary>
    public int Bytes { get; private set; }

    public void Begin(LineBlock block)
    {
        _output.ResetWrittenCount();
        Complaints.Clear();
        Scored = 0;
        Bytes = block.Length;
    }

    public void Good(AccountLine account)
    {
        var asOf = account.AsOf ?? _terms.Now;
        var request = new PredictionRequest(
            account.Facts,
            _terms.Type,
            asOf,
            _terms.WindowDays,
            Scale,
            PredictionRequest.DefaultValidityDays
        )
        {
            // The id is derived, so that scoring a file twice gives the same bytes.
            PredictionId = PredictionId.Of(account.Facts.AccountId, _terms.Type, asOf, _terms.WindowDays),
        };
        _json.Reset();
        JsonSerializer.Serialize(_json, RulesPredictor.Predict(request), PredictionJson.Plain.Prediction);
        _output.Write("\n"u8);
        Scored++;
    }

    public void Bad(long line, IReadOnlyList<FieldError> errors) => Complaints.Add(InvalidLine.Text(line, errors));

    public void Dispose() => _json.Dispose();
}
