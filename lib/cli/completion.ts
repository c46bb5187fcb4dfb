import type { Command } from "commander";

export function completionCommand(program: Command): void {
  program
    .command("completion")
    .description("print a script that completes commands, options and names in a shell")
    .argument("<shell>", "bash, zsh or fish")
    .addHelpText("after", HELP)
    .action(async (shell) => {
      const { completion } = await import("../commands/completion.ts");
      completion(shell);
    });
  program
    .command("complete", { hidden: true })
    .argument("[word...]")
    .action(async (words) => {
      const { complete } = await import("../commands/complete.ts");
      await complete(program, words);
    });
}

const HELP = `
The script asks the fd012 that is installed for names; it need not be made again for a new release.

bash, in ~/.bashrc:
  source <(fd012 completion bash)

zsh, in ~/.zshrc, below compinit:
  source <(fd012 completion zsh)

fish, once:
  fd012 completion fish >~/.config/fish/completions/fd012.fish`;
