using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host;

/// <summary>HTTP functions of each shape that the host supports.</summary>
public sealed class SampleFunctions(Visit visit)
{
    public sealed record Greeting(string Name);

    [Function("GreetAccount")]
    public static async Task<Results<Ok<Greeting>, NotFound, ProblemHttpResult>> GreetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/{name}/greeting")] HttpRequest request,
        string name,
        CancellationToken cancellation
    )
    {
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return name switch
        {
            "nobody" => TypedResults.NotFound(),
            "bad" => TypedResults.Problem(
                "No such name.",
                statusCode: 400,
                extensions: new Dictionary<string, object?> { ["code"] = "INVALID_REQUEST" }
            ),
            _ => TypedResults.Ok(new Greeting(name)),
        };
    }

    [Function("GreetPortfolio")]
    public static IResult GreetPortfolio(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "accounts/portfolio/greeting")] HttpRequest request
    ) => Results.Text("all of you");

    [Function("Create")]
    public static Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accounts/{name}/greeting")] HttpRequest request,
        string name
    )
    {
        request.HttpContext.Response.Headers.ETag = "\"v1\"";
        return Task.FromResult(Results.Created($"/api/accounts/{name}/greeting", new Greeting(name)));
    }

    [Function("Visit")]
    public ValueTask<Ok<Guid>> VisitAsync([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        ValueTask.FromResult(TypedResults.Ok(visit.Id));

    [Function("Quiet")]
    public static void Quiet([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        request.HttpContext.Response.Headers["X-Quiet"] = "yes";

    [Function("QuietTask")]
    public static Task QuietTaskAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        request.HttpContext.Response.WriteAsync("written");

    [Function("QuietValueTask")]
    public static ValueTask QuietValueTask([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        ValueTask.CompletedTask;

    [Function("Locked")]
    public static IResult Locked([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Ok();

    [Function("Fail")]
    public static Task<IResult> FailAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.ETag = "\"never sent\"";
        throw new InvalidOperationException("a secret of the inside");
    }

    [Function("FailHalfway")]
    public static async Task<IResult> FailHalfwayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        await request.HttpContext.Response.WriteAsync("half", cancellation);
        await request.HttpContext.Response.Body.FlushAsync(cancellation);
        throw new InvalidOperationException("too late for a status");
    }

    [Function("Count")]
    public static async Task<IResult> CountAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        var (total, read) = (0L, 0);
        while ((read = await request.Body.ReadAsync(buffer, cancellation)) > 0)
        {
            total += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Results.Text(total.ToString(CultureInfo.InvariantCulture));
    }
}
