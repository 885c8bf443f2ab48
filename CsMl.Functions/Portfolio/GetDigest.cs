using CsMl.Core.Json;
using CsMl.Core.Morning;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace CsMl.Functions.Portfolio;

/// <summary>Answers the morning as JSON, or as Markdown to whoever asks for that.</summary>
public sealed class GetDigest(HttpFunctionInvoker invoker, ReadDigest read, TenantSettings settings)
{
    private const string Markdown = "text/markdown";

    private static readonly Parameter Owner = Parameter.Text("ownerId", 128, "Only accounts and CTAs of this owner");

    private static readonly Parameter Period = Parameter.Word<DigestPeriod>(
        "period",
        "What moved since yesterday and is due by the end of the next working day, or both within seven days"
    ) with
    {
        DefaultWord = EnumNames.Of(DigestPeriod.Day),
    };

    private static readonly Parameter Format = Parameter.Word(
        "format",
        ["json", "markdown"],
        "Without it, Markdown if the header `Accept` names `text/markdown` and not JSON"
    );

    internal static readonly Operation Operation = new(
        nameof(GetDigest),
        AccessRole.Reader,
        "Tell whom to call, what moved and what is due"
    )
    {
        Details = "`isEmpty` is true where there is nothing to tell.",
        Query = [Owner, Period, Format],
        MediaTypes = [Markdown],
    };

    [Function(nameof(GetDigest))]
    public async Task<Results<JsonAnswer<Answer<DigestView>>, ContentHttpResult, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "digest")]
            HttpRequest request,
        CancellationToken cancellation
    )
    {
        string? markdown = null;
        var answer = await invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.AnswerDigestView,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var (owner, period) = (fields.Text(Owner), fields.Word<DigestPeriod>(Period) ?? DigestPeriod.Day);
                var isMarkdown = IsMarkdown(request, fields);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var digest = await read.RunAsync(tenant, owner, period, cancellation);
                markdown = isMarkdown
                    ? WriteDigest.Of(digest, (await settings.OfAsync(tenant, cancellation)).Risk)
                    : null;
                return new Answer<DigestView>(digest);
            },
            cancellation
        );
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        return markdown is not null ? TypedResults.Text(markdown, Markdown + "; charset=utf-8")
            : answer.Result is ProblemHttpResult problem ? problem
            : (JsonAnswer<Answer<DigestView>>)answer.Result;
    }

    private static bool IsMarkdown(HttpRequest request, Fields fields)
    {
        var accept = request.Headers.Accept.ToString();
        return fields.Has(Format)
            ? fields.OneOf(Format) == 1
            : accept.Contains(Markdown, StringComparison.OrdinalIgnoreCase)
                && !accept.Contains("application/json", StringComparison.OrdinalIgnoreCase);
    }
}
