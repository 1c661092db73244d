/** Names of people in Chinese characters and in Hangul; in Arabic letters behind a title. */

import type { Detection, Reading } from "../../detector.ts";
import type { Passage } from "../../text/passage.ts";
import { foreignAny, type Words } from "../../text/words.ts";

const hanUnit = String.raw`[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]`;
const han = new RegExp(`(?<!${hanUnit})${hanUnit}{2,4}(?!${hanUnit})`, "g");

/** A board, a ministry, an invoice. */
const paperOrOffice = /.{2}[\u4f1a\u5e81\u7701\u66f8\u7968\u5e33\u7c3f]$/;
/** Words of machines, of attacks and of the day; written alone they look like names. */
const plainWords: ReadonlySet<string> = new Set(
  (
    "電話 以外 停止 遮断 通信 接続 設定 更新 緩和 確認 攻撃 検知 感染 端末 隔離 復旧 調査 対応 対策 報告 連絡 担当 会社 本社 済 完了 開始 終了 外向 内部 " +
    "外部 社内 社外 公開 非公開 管理 監視 認証 権限 暗号 復号 脅威 情報 漏洩 流出 窃取 侵入 経路 痕跡 証拠 解析 分析 検体 実行 起動 再起動 削除 変更 追加 " +
    "作成 送信 受信 添付 名前 氏名 画面 操作 手順 資料 本日 昨日 明日 今日 午前 午後 時間 期限 現在 現時点 原因 影響 範囲 結果 状況 状態 詳細 概要 以下 以上 " +
    "以前 以降 前後 可能 必要 不明 不可 有効 無効 成功 失敗 異常 正常 警告 検索 閲覧 保存 保管 取得 提供 依頼 指示 承認 共有 禁止 注意 重要 緊急 至急 了解 " +
    "承知 脆弱性 脆弱 修正 適用 対象 機器 装置 回線 全社 全員 自動 手動 第一 第二 最初 最後 初回 複数 一部 全部 合計 件数 停用 更改 系统 服务器 服务 攻击 " +
    "网络 恶意 软件 文件 数据 数据库 加密 解密 登录 密码 账户 账号 用户 邮件 地址 端口 漏洞 补丁 备份 恢复 检测 调查 公司 我们 他们 已经 可以 没有 发现 使用 " +
    "时间 今天 昨天 明天 影响 进程 样本 后门 木马 病毒 勒索 域名 链接 日志 防火墙 主机 设备 连接 执行 下载 上传 删除 修改 创建 隐藏 安全 事件 分析 报告 工具 " +
    "目录 注册表 任务 计划 系統 伺服器 攻擊 網路 惡意 軟體 檔案 資料庫 登入 密碼 帳號 使用者 郵件 位址 連接埠 修補 偵測 發現"
  ).split(" "),
);
/** "cut off already", "while cutting off". */
const endsBehind = /[\u6e08\u4e2d\u5f8c\u524d\u6642\u7684\u8005\u5316\u6027\u7528\u7b49]$/;

function isPlain(name: string): boolean {
  if (plainWords.has(name) || plainWords.has(name.replace(endsBehind, ""))) return true;
  return name.length === 4 && plainWords.has(name.slice(0, 2)) && plainWords.has(name.slice(2));
}

/** "\u8a2d\u5b9a.lnk" is a file. */
const fileEnd = /^\.[a-z]{2,4}(?![a-z])/i;

/** "\uc724\ud0dc\ud604" behind a sign or at the head of a line: by the family names that nearly all have. */
const korean =
  /(?<=^|[\n"'(:,] ?)[\uae40\uc774\ubc15\ucd5c\uc815\uac15\uc870\uc724\uc7a5\uc784\ud55c\uc624\uc11c\uc2e0\uad8c\ud669\uc548\uc1a1\ub958\uc804\ud64d\uace0\ubb38\uc591\uc190\ubc30\ubc31\ud5c8\uc720\ub0a8\uc2ec\ub178\ud558\uacfd\uc131\ucc28\uc8fc\uc6b0\uad6c\ubbfc][\uac00-\ud7a3]{1,2}(?=["'),:;\n]|$| ?(?:\ub300\ub9ac|\uacfc\uc7a5|\ubd80\uc7a5|\ucc28\uc7a5|\ud300\uc7a5|\uc8fc\uc784|\uc2e4\uc7a5|\uc0ac\uc6d0|\uc774\uc0ac|\ub300\ud45c|\uc120\uc0dd|\uad50\uc218|\uae30\uc0ac|\ub2d8|\uc528))/g;

const arabic = "[\u0621-\u064a\u0671-\u06d3]{2,16}";
/** "Mrs Huda Abdel Fattah": Mr, Mrs, Dr, engineer, professor, sheikh; Persian Mr and Mrs. */
const titledArabic = new RegExp(
  `(?<![\u0621-\u06d3])(?:السيدة?|الدكتورة?|المهندسة?|ال[أا]ستاذة?|الشيخة?|خانم|آقای) (${arabic}(?: (?:عبد|[أا]بو|بن|بنت|ابن|آل))?(?: ${arabic})?)`,
  "g",
);

function arabicNames({ original }: Passage, found: Detection[]): void {
  for (const { 0: whole, 1: name = "", index } of original.matchAll(titledArabic)) {
    const end = index + whole.length;
    const why = "A name behind a title.";
    found.push({ start: end - name.length, end, kind: "person", why, needsReview: true });
  }
}

/** Two to four Chinese characters alone are a name more often than anything else. */
export function hanNames({ passage, places, words }: Reading, found: Detection[]): void {
  if (!places.hasForeign) return;
  const highest = highestCode(passage.codes, words);
  if (highest >= arabicMin) arabicNames(passage, found);
  if (highest < hanMin) return;
  for (const { 0: name, index: start } of passage.original.matchAll(korean)) {
    const end = start + name.length;
    found.push({ start, end, kind: "person", why: "It may be a Korean name.", needsReview: true });
  }
  for (const { 0: name, index } of passage.text.matchAll(han)) {
    const end = index + name.length;
    if (paperOrOffice.test(name) || fileEnd.test(passage.text.slice(end, end + 6))) continue;
    if (isPlain(name)) continue;
    const span = passage.spanOf(index, end);
    found.push({
      ...span,
      kind: "person",
      why: "It may be a Chinese or Japanese name.",
      needsReview: true,
    });
  }
}

/** The first code of all that are Han, parts of one, or letters of Hangul. */
const hanMin = 0x1100;

const arabicMin = 0x621;

/** Of the letters beyond ASCII; none is looked for behind the first that is Han or beyond. */
function highestCode(codes: Uint16Array, { count, starts, ends, shapes }: Words): number {
  let highest = 0;
  for (let word = 0; word < count; word += 1) {
    if (((shapes[word] ?? 0) & foreignAny) === 0) continue;
    const end = ends[word] ?? 0;
    for (let at = starts[word] ?? 0; at < end; at += 1) highest = Math.max(highest, codes[at] ?? 0);
    if (highest >= hanMin) break;
  }
  return highest;
}
