using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.LanguageModel.Client;

/// <summary>Ways in which a reply reaches its reader, or does not.</summary>
internal static class FakeSending
{
    public static async Task WholeAsync(HttpContext context, FakeReply reply)
    {
        var bytes = Begin(context, reply);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    public static async Task HalfAsync(HttpContext context, FakeReply reply)
    {
        var bytes = Begin(context, reply);
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    public static async Task TrickleAsync(HttpContext context, FakeReply reply, TimeSpan tick, TimeProvider time)
    {
        var bytes = Begin(context, reply);
        for (var i = 0; i < bytes.Length; i++)
        {
            await context.Response.Body.WriteAsync(bytes.AsMemory(i, 1), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(tick, time, context.RequestAborted);
        }
    }

    /// <summary>A reset, and not an orderly end: what lingers is thrown away.</summary>
    public static Task ResetAsync(HttpContext context, FakeReply reply)
    {
        context.Features.Get<IConnectionSocketFeature>()!.Socket.LingerState = new LingerOption(
            enable: true,
            seconds: 0
        );
        context.Abort();
        return Task.CompletedTask;
    }

    public static async Task HangAsync(HttpContext context, FakeReply reply)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static byte[] Begin(HttpContext context, FakeReply reply)
    {
        var bytes = Encoding.UTF8.GetBytes(reply.Body);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        return bytes;
    }
}
