using System.Text.Json;
using CsMl.Core.LanguageModel.Prompts;

namespace CsMl.Core.LanguageModel.Client;

/// <summary>What a question has cost so far: as the server reports it, and estimates for the budgets where it does not.</summary>
internal sealed class ModelCharges(LlmOptions settings)
{
    // Size in bytes of a request that was sent and not completely answered; null if there is none.
    private int? _open;

    // Estimated usage of this attempt that the server did not report.
    private ModelUsage _untold = ModelUsage.None(settings.Model);
    private ModelUsage _before = ModelUsage.None(settings.Model);

    /// <summary>The total usage reported by the server.</summary>
    public ModelUsage Usage { get; private set; } = ModelUsage.None(settings.Model);

    public void Begin() => (_open, _untold, _before) = (null, ModelUsage.None(settings.Model), Usage);

    /// <summary>Notes that a request is being sent.</summary>
    /// <param name="asked">Size of the request in bytes.</param>
    public void Open(int asked) => _open = asked;

    /// <summary>Notes that the request was answered completely.</summary>
    public void Close() => _open = null;

    /// <summary>What the attempt costs a budget.</summary>
    public ModelUsage End()
    {
        if (_open is { } open)
        {
            // A server that has started to generate is not stopped, and bills the reply although nobody reads it.
            Guess(open, settings.MaxOutputTokens);
        }

        return Usage.Since(_before).Plus(_untold);
    }

    /// <summary>Adds a completion.</summary>
    public void Add(ModelBill bill, int asked, string? text)
    {
        if (bill.Usage is { } usage)
        {
            Usage = Usage.Plus(usage);
        }
        else
        {
            var most = settings.MaxOutputTokens;
            Guess(asked, text is not null ? Math.Min(TokenEstimate.Of(text), most) : most);
        }
    }

    /// <summary>
    /// Adds the usage of a refused request. A prompt refused for its content has still been processed, and some servers
    /// bill that.
    /// </summary>
    public void AddRefused(ServerAnswer answer, int asked)
    {
        try
        {
            var bill = ReadCompletion.Of(answer.Body, asked, settings).Bill;
            if (bill.Usage is { } usage)
            {
                Usage = Usage.Plus(usage);
            }
            else if (bill.IsSent)
            {
                Guess(asked, settings.MaxOutputTokens);
            }
        }
        catch (JsonException)
        {
            // The body is not JSON, so it reports no usage.
        }
    }

    /// <summary>
    /// Estimates usage for the budget if a request was sent and the server reports no usage or an implausible one.
    /// </summary>
    public void Guess(int asked, int outputTokens) =>
        _untold = _untold.Plus(new ModelUsage(settings.Model, TokenEstimate.Of(asked), 0, outputTokens));
}
